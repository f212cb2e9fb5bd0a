// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes for code that must not block do what the cookbook says. */
@Timeout(60)
class AsyncRecipesTest {
  @Test
  void aServiceAnswersWhatItHasBeenAsked() {
    Service<String, Integer> service = new Service<>(Runnable::run, Integer::parseInt);
    CompletableFuture<Integer> one = service.ask("1");
    CompletableFuture<Integer> two = service.ask("two");
    service.close();
    assertEquals(1, one.join());
    CompletionException failed = assertThrows(CompletionException.class, two::join);
    assertInstanceOf(NumberFormatException.class, failed.getCause());
    CompletionException closed =
        assertThrows(CompletionException.class, () -> service.ask("3").join());
    assertInstanceOf(ChannelClosedException.class, closed.getCause());
  }

  @Test
  void aServiceThatIsStoppedLeavesNobodyWaiting() {
    List<Runnable> tasks = new ArrayList<>(); // that the executor never runs
    Service<String, Integer> service = new Service<>(tasks::add, Integer::parseInt);
    List<CompletableFuture<Integer>> replies = new ArrayList<>();
    for (int i = 0; i < 200; i++) { // twice as many as fit
      replies.add(service.ask("1"));
    }
    service.stop();
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
    for (CompletableFuture<Integer> reply : replies) {
      assertTrue(reply.isCompletedExceptionally(), "nobody answers any more");
    }
  }

  @Test
  void anEventLoopSendsAllInOrder() throws InterruptedException {
    ExecutorService loop = Executors.newSingleThreadExecutor();
    try {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
      Iterator<Integer> source = IntStream.range(0, 1000).iterator();
      loop.execute(new LoopReader<>(loop, source, channel.sender()));
      BlockingReceiver<Integer> receiver = channel.receiver().blocking();
      for (int i = 0; i < 1000; i++) {
        assertEquals(i, receiver.receive());
      }
      assertNull(receiver.receive());
    } finally {
      loop.shutdownNow();
    }
  }

  @Test
  void anEventLoopStopsWhenNobodyWantsAnyMore() {
    List<Runnable> loop = new ArrayList<>();
    AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
    AsyncReceiver<Integer> receiver = channel.receiver();
    Iterator<Integer> source = Stream.iterate(0, i -> i + 1).iterator();
    new LoopReader<>(loop::add, source, channel.sender()).run();
    assertEquals(4, receiver.size());
    assertEquals(List.of(), loop);
    receiver.tryReceive();
    assertEquals(1, loop.size());
    receiver.close();
    loop.remove(0).run();
    assertEquals(List.of(), loop);
  }

  @Test
  void soManyCallsAreMadeAtATime() {
    AsyncChannel<Integer> requests = AsyncChannel.bounded(10);
    AsyncChannel<String> answers = AsyncChannel.bounded(2);
    List<CompletableFuture<String>> calls = new ArrayList<>();
    CompletableFuture<Void> end =
        CallPipeline.callForEach(
            requests.receiver(),
            3,
            request -> {
              CompletableFuture<String> call = new CompletableFuture<>();
              calls.add(call);
              return call;
            },
            answers.sender());
    try (AsyncSender<Integer> sender = requests.sender()) {
      for (int i = 0; i < 10; i++) {
        assertTrue(sender.trySend(i).isSent());
      }
    }
    assertEquals(3, calls.size());
    calls.get(1).complete("one"); // in whichever order
    calls.get(0).complete("zero");
    assertEquals(5, calls.size());
    calls.get(2).complete("two"); // is not in the channel yet, which is full
    assertEquals(5, calls.size());
    List<String> received = new ArrayList<>();
    CompletableFuture<Void> all = answers.receiver().forEach(received::add);
    for (int i = 3; i < 10; i++) {
      assertFalse(end.isDone());
      calls.get(i).complete("more");
    }
    end.join();
    all.join();
    assertEquals(List.of("one", "zero", "two"), received.subList(0, 3));
    assertEquals(10, received.size());
  }

  @Test
  void aCallThatFailsEndsThePipeline() {
    AsyncChannel<Integer> requests = AsyncChannel.bounded(10);
    AsyncChannel<String> answers = AsyncChannel.bounded(2);
    IllegalStateException failure = new IllegalStateException("a test's");
    CompletableFuture<Void> end =
        CallPipeline.callForEach(
            requests.receiver(),
            3,
            request -> CompletableFuture.<String>failedFuture(failure),
            answers.sender());
    AsyncSender<Integer> sender = requests.sender();
    sender.trySend(1);
    assertTrue(end.isCompletedExceptionally());
    assertEquals(SendResult.CLOSED, sender.trySend(2));
    ChannelFailedException failed =
        assertThrows(ChannelFailedException.class, answers.receiver()::tryReceive);
    assertSame(failure, failed.getCause());
  }

  @Test
  void aLoopThatComposesItselfExhaustsTheStack() {
    assertNull(loopOver(10).join());
    CompletionException failed =
        assertThrows(CompletionException.class, () -> loopOver(100_000).join());
    assertInstanceOf(StackOverflowError.class, failed.getCause());
  }

  private static CompletableFuture<Void> loopOver(int messages) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(messages);
    try (AsyncSender<Integer> sender = channel.sender()) {
      IntStream.range(0, messages).forEach(sender::trySend);
    }
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    return CallPipeline.loop(channel.receiver(), message -> done);
  }

  @Test
  void aBrokerGetsWhatItAcknowledges() {
    MockProducer<String, String> producer = newProducer();
    AsyncChannel<String> channel = AsyncChannel.bounded(1000);
    KafkaForwarder forwarder = new KafkaForwarder(producer, "topic");
    channel.receiver().publisher().subscribe(forwarder);
    try (AsyncSender<String> sender = channel.sender()) {
      for (int i = 0; i < 1000; i++) {
        assertEquals(SendResult.SENT, sender.trySend("message " + i));
      }
    }
    assertEquals(100, producer.history().size());
    int acknowledged = 0;
    while (producer.completeNext()) {
      acknowledged++;
      assertTrue(producer.history().size() <= acknowledged + 100);
    }
    forwarder.done().join();
    assertEquals(
        IntStream.range(0, 1000).mapToObj(i -> "message " + i).toList(),
        producer.history().stream().map(ProducerRecord::value).toList());
  }

  @Test
  void aSendToABrokerThatFailsIsRefused() {
    MockProducer<String, String> producer = newProducer();
    AsyncChannel<String> channel = AsyncChannel.bounded(10);
    KafkaForwarder forwarder = new KafkaForwarder(producer, "topic");
    channel.receiver().publisher().subscribe(forwarder);
    AsyncSender<String> sender = channel.sender();
    sender.trySend("message");
    producer.errorNext(new IllegalStateException("no broker"));
    assertTrue(forwarder.done().isCompletedExceptionally());
    assertEquals(SendResult.CLOSED, sender.trySend("another"));
  }

  private static MockProducer<String, String> newProducer() {
    return new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
  }
}
