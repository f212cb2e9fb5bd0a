// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.DocumentedExamples.document;
import static io.github.sluice.channel.examples.DocumentedExamples.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.sync.BlockingChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes of the cookbook do what it says. */
@Timeout(60)
class CookbookTest {
  private static final String COOKBOOK = "docs/cookbook.md";

  @Test
  void theCookbookHasTheseRecipes() throws IOException {
    String sources =
        source(WorkerPool.class)
            + source(Worker.class)
            + source(FanIn.class)
            + source(Ticks.class)
            + source(Service.class)
            + source(Client.class)
            + source(LoopReader.class)
            + source(CallPipeline.class)
            + source(BatchWriter.class)
            + source(AgedBatchWriter.class)
            + source(CommitFirst.class)
            + source(PriorityConsumer.class)
            + source(PollingLoop.class)
            + source(LatestPrices.class)
            + source(Upload.class)
            + source(ChannelMetrics.class)
            + source(Traced.class)
            + source(KafkaForwarder.class);
    assertEquals(
        List.of(
            "pool",
            "shutdown",
            "fan-in",
            "ticks",
            "request-reply",
            "reply-permits",
            "event-loop",
            "async-loop",
            "async-loop-wrong",
            "batches",
            "aged-batches",
            "commit-first",
            "polling",
            "priorities",
            "latest",
            "weight",
            "metrics",
            "traced",
            "broker"),
        DocumentedExamples.compare(document(COOKBOOK), sources));
  }

  @Test
  void aWorkerPoolKeepsTheOrderOfEachKey() throws InterruptedException {
    Map<Integer, List<Integer>> done = new ConcurrentHashMap<>();
    WorkerPool<Integer> pool =
        new WorkerPool<>(
            3, 2, task -> done.computeIfAbsent(task % 7, key -> new ArrayList<>()).add(task));
    for (int task = 0; task < 700; task++) {
      pool.submit(task % 7, task);
    }
    pool.finish();
    for (int key = 0; key < 7; key++) {
      int first = key;
      assertEquals(IntStream.range(0, 100).map(i -> first + 7 * i).boxed().toList(), done.get(key));
    }
  }

  @Test
  void aWorkerPoolWhoseWorkThrowsRefusesSubmits() throws InterruptedException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
    try {
      WorkerPool<Integer> pool = new WorkerPool<>(1, 1, task -> Integer.toString(1 / task));
      assertThrows(
          ChannelClosedException.class,
          () -> {
            while (true) {
              pool.submit("key", 0);
            }
          });
      pool.finish();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aWorkerThatHasTimeFinishesWhatItHas() throws InterruptedException {
    Worker worker = new Worker();
    List<Integer> done = new ArrayList<>();
    BlockingSender<Runnable> sender = worker.sender();
    for (int i = 0; i < 100; i++) {
      int job = i;
      sender.send(() -> done.add(job));
    }
    assertEquals(List.of(), worker.stop(Duration.ofSeconds(50)));
    assertEquals(IntStream.range(0, 100).boxed().toList(), done);
    assertThrows(ChannelClosedException.class, () -> sender.send(() -> {}));
  }

  @Test
  void aWorkerThatHasNoTimeReturnsWhatItHasNotBegun() throws InterruptedException {
    Worker worker = new Worker();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    BlockingSender<Runnable> sender = worker.sender();
    sender.send(
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    begun.await();
    Runnable second = () -> {};
    Runnable third = () -> {};
    sender.send(second);
    sender.send(third);
    assertEquals(List.of(second, third), worker.stop(Duration.ZERO));
  }

  @Test
  void mergedSourcesKeepTheirOrder() {
    List<Iterator<Integer>> sources = new ArrayList<>();
    for (int source = 0; source < 5; source++) {
      sources.add(IntStream.range(1000 * source, 1000 * (source + 1)).iterator());
    }
    List<List<Integer>> merged = new ArrayList<>();
    try (Stream<Integer> stream = FanIn.merge(3, sources)) {
      stream.forEach(
          number -> {
            while (merged.size() <= number / 1000) {
              merged.add(new ArrayList<>());
            }
            merged.get(number / 1000).add(number);
          });
    }
    for (int source = 0; source < 5; source++) {
      assertEquals(
          IntStream.range(1000 * source, 1000 * (source + 1)).boxed().toList(), merged.get(source));
    }
  }

  @Test
  void aReaderOfASourceThatFailsGetsWhatCameBefore() {
    IllegalStateException broken = new IllegalStateException("broken");
    Iterator<Integer> failing =
        Stream.of(1, 2, 3).map(number -> number < 3 ? number : fail(broken)).iterator();
    List<Integer> merged = new ArrayList<>();
    try (Stream<Integer> stream = FanIn.merge(3, List.of(failing))) {
      ChannelFailedException failure =
          assertThrows(ChannelFailedException.class, () -> stream.forEach(merged::add));
      assertSame(broken, failure.getCause());
    }
    assertEquals(List.of(1, 2), merged);
  }

  private static Integer fail(RuntimeException failure) {
    throw failure;
  }

  @Test
  void ticksComeUntilNobodyWantsThem() throws InterruptedException {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    timer.setRemoveOnCancelPolicy(true);
    try {
      try (BlockingReceiver<Instant> ticks = Ticks.every(Duration.ofMillis(1), timer)) {
        for (int tick = 0; tick < 10; tick++) {
          assertNotNull(ticks.receive());
          assertTrue(ticks.size() <= 1, "what is not taken does not pile up");
        }
      }
      while (!timer.getQueue().isEmpty()) { // a tick that is just being made
        assertFalse(Thread.interrupted(), "the test's time is over, and there are still ticks");
        Thread.onSpinWait();
      }
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void whatHasComeMeanwhileIsOneTransaction() throws Exception {
    BlockingChannel<String> channel = BlockingChannel.bounded(1000);
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:people")) {
      database.createStatement().execute("create table people (name varchar)");
      try (BlockingSender<String> sender = channel.sender()) {
        for (int i = 0; i < 1000; i++) {
          sender.send("name " + i);
        }
      }
      assertEquals(2, BatchWriter.writeAll(channel.receiver(), database));
      ResultSet count = database.createStatement().executeQuery("select count(*) from people");
      count.next();
      assertEquals(1000, count.getInt(1));
    }
  }

  @Test
  void aSendToADatabaseThatFailsIsRefused() throws Exception {
    BlockingChannel<String> channel = BlockingChannel.bounded(10);
    BlockingSender<String> sender = channel.sender();
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:none")) {
      assertThrows(SQLException.class, () -> BatchWriter.writeAll(channel.receiver(), database));
    }
    assertEquals(SendResult.CLOSED, sender.trySend("name"));
  }

  @Test
  void aGaugeShowsTheSize() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    BlockingChannel<String> channel = BlockingChannel.<String>builder(10).name("orders").build();
    new ChannelMetrics(channel).bindTo(registry);
    BlockingSender<String> sender = channel.sender();
    sender.trySend("one");
    sender.trySend("two");
    assertEquals(2, registry.get("channel.size").tag("channel", "orders").gauge().value());
    assertEquals(10, registry.get("channel.capacity").tag("channel", "orders").gauge().value());
    assertEquals(0, registry.get("channel.permits").tag("channel", "orders").gauge().value());
    assertEquals(0, registry.get("channel.waiting").tag("channel", "orders").gauge().value());
    assertEquals(
        2, registry.get("channel.sent").tag("channel", "orders").functionCounter().count());
    assertEquals("one", channel.receiver().tryReceive());
    assertEquals(1, registry.get("channel.received").functionCounter().count());
    for (int i = 0; i < 12; i++) {
      sender.trySend("more");
    }
    assertEquals(3, registry.get("channel.refused").functionCounter().count());
    sender.close();
    assertTrue(channel.receiver().isClosed(), "the gauge keeps no stream open");
  }
}
