// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload ends, with the right count, for every contender that takes part in it. */
@Timeout(60)
class WorkloadTest {
  /** So small a channel gets few messages. */
  private static final int SMALL = 5;

  private static final boolean NEW_JDK = Runtime.version().feature() >= 21;

  private record Cell(Row row, Contender contender) {
    @Override
    public String toString() {
      return row.workload() + " " + row.label() + " " + contender;
    }
  }

  private static Stream<Cell> cells() {
    return Arrays.stream(ThreadKind.values())
        .filter(kind -> kind != ThreadKind.VIRTUAL || NEW_JDK)
        .flatMap(
            kind ->
                Stream.of(
                    Row.burst(1, kind),
                    Row.burst(100, kind),
                    Row.funnel(SMALL, kind),
                    Row.requestReply(kind),
                    Row.select(2, kind),
                    Row.select(8, kind),
                    Row.wake(10, kind),
                    Row.wake(1000, kind),
                    Row.overflow(kind),
                    Row.stream(0, 1, kind),
                    Row.stream(0, 3, kind),
                    Row.batch(SMALL, 3, kind),
                    Row.batch(1000, 2, kind),
                    Row.latency(kind),
                    Row.rate(1000, kind),
                    Row.stream(SMALL, 256, kind),
                    Row.roundTrip(kind).under(Conditions.LOADED)))
        .flatMap(row -> Arrays.stream(Contender.values()).map(one -> new Cell(row, one)))
        .filter(cell -> cell.row.accepts(cell.contender) && !cell.contender.isRust())
        .filter(cell -> cell.contender != Contender.JOX || NEW_JDK)
        .filter(cell -> cell.row.conditions() == Conditions.QUIET || !cell.contender.isPeer());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyWorkloadEnds(Cell cell) throws Exception {
    if (cell.row.workload() == Workload.BURST) {
      bursts(cell);
      return;
    }
    ChannelBenchmark benchmark =
        (ChannelBenchmark) cell.row.workload().benchmark.getDeclaredConstructor().newInstance();
    benchmark.contender = cell.contender.label();
    benchmark.threads = cell.row.threads().toString();
    benchmark.conditions = cell.row.conditions();
    Callable<Long> run = prepared(benchmark, cell.row);
    benchmark.open();
    assertEquals((long) cell.row.operations(), run.call());
    benchmark.close();
  }

  private static Callable<Long> prepared(ChannelBenchmark benchmark, Row row) {
    if (benchmark instanceof StreamBenchmark stream) {
      stream.capacity = row.capacity();
      stream.producers = row.producers();
      return stream::stream;
    }
    if (benchmark instanceof BatchBenchmark batch) {
      batch.capacity = row.capacity();
      batch.producers = row.producers();
      return batch::batches;
    }
    if (benchmark instanceof FunnelBenchmark funnel) {
      funnel.capacity = row.capacity();
      return funnel::funnels;
    }
    if (benchmark instanceof SelectBenchmark select) {
      select.size = row.size();
      return select::select;
    }
    if (benchmark instanceof WakeBenchmark wake) {
      wake.size = row.size();
      return wake::wakes;
    }
    if (benchmark instanceof OverflowBenchmark overflow) {
      return overflow::overflow;
    }
    if (benchmark instanceof RequestReplyBenchmark requests) {
      return requests::requests;
    }
    if (benchmark instanceof RateBenchmark rate) {
      rate.rate = row.rate();
      return () -> {
        rate.startReceiver();
        return rate.paced();
      };
    }
    return benchmark instanceof LatencyBenchmark latency
        ? latency::timedRoundTrips
        : ((RoundTripBenchmark) benchmark)::roundTrips;
  }

  private static void bursts(Cell cell) throws Exception {
    BurstBenchmark benchmark = new BurstBenchmark();
    benchmark.contender = cell.contender.label();
    benchmark.threads = cell.row.threads().toString();
    benchmark.size = cell.row.size();
    benchmark.open();
    long before = 0;
    for (int i = 0; i < 10; i++) {
      benchmark.pause();
      long sum = benchmark.burst();
      assertEquals(cell.row.size() == 1 ? 1 : 250, sum - before);
      before = sum;
    }
    benchmark.close();
  }

  @Test
  void everyWorkloadHasContendersOfOurs() {
    for (Row row :
        List.of(
            Row.burst(1, ThreadKind.PLATFORM),
            Row.funnel(1, ThreadKind.PLATFORM),
            Row.requestReply(ThreadKind.PLATFORM),
            Row.select(2, ThreadKind.PLATFORM),
            Row.batch(1, 1, ThreadKind.PLATFORM),
            Row.rate(1000, ThreadKind.PLATFORM),
            Row.latency(ThreadKind.PLATFORM))) {
      assertTrue(row.accepts(Contender.BLOCKING), row::label);
      assertFalse(row.accepts(Contender.WAKERS), row::label);
    }
    for (Row row :
        List.of(
            Row.funnel(1, ThreadKind.TWO_WORKERS),
            Row.requestReply(ThreadKind.TWO_WORKERS),
            Row.select(2, ThreadKind.TWO_WORKERS),
            Row.batch(1, 1, ThreadKind.TWO_WORKERS),
            Row.rate(1000, ThreadKind.TWO_WORKERS),
            Row.latency(ThreadKind.TWO_WORKERS))) {
      assertTrue(row.accepts(Contender.WAKERS) && row.accepts(Contender.FUTURES), row::label);
      assertFalse(row.accepts(Contender.BLOCKING), row::label);
    }
  }

  @Test
  void aMessageInPlaceOfAnotherIsNoticed() {
    BlockingQueue<Object> queue = new ArrayBlockingQueue<>(10);
    Pipe wrong =
        new Pipe() {
          @Override
          public Inlet inlet() {
            return queue::put;
          }

          @Override
          public Object receive() throws InterruptedException {
            queue.take();
            return 0;
          }
        };
    RunningStream stream =
        RunningStream.betweenThreads(wrong, ThreadKind.PLATFORM, 2, 50, RunningStream::oneByOne);
    assertThrows(IllegalStateException.class, stream::finish);
    assertThrows(IllegalStateException.class, () -> RoundTrips.requireAll(9, 10));
  }

  @Test
  void aThreadThatFailsEndsTheStream() {
    Pipe failing =
        new Pipe() {
          @Override
          public Inlet inlet() {
            return message -> {
              throw new UnsupportedOperationException("no capacity");
            };
          }

          @Override
          public Object receive() throws InterruptedException {
            new CountDownLatch(1).await();
            return 0;
          }
        };
    RunningStream stream =
        RunningStream.betweenThreads(failing, ThreadKind.PLATFORM, 2, 50, RunningStream::oneByOne);
    Throwable cause = assertThrows(IllegalStateException.class, stream::finish).getCause();
    assertEquals("no capacity", cause.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void namesAreThoseOfTheUser(Workload workload) {
    assertSame(workload, Workload.of(workload.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void soAreThoseOfConditions(Conditions conditions) {
    assertSame(conditions, Conditions.of(conditions.toString()));
  }

  @Test
  void funnelsSendAsMuchFromEachSender() {
    for (int capacity : new int[] {1, 10, 1000}) {
      int messages = FunnelBenchmark.messages(capacity);
      assertEquals(0, messages % (FunnelBenchmark.FUNNELS * FunnelBenchmark.SENDERS));
      assertEquals(messages, Row.funnel(capacity, ThreadKind.PLATFORM).operations());
    }
    assertEquals(10, Row.burst(10, ThreadKind.PLATFORM).messages());
  }

  @Test
  void loadIsComputedUntilItIsStopped() throws InterruptedException {
    Load load = new Load(2);
    try {
      while (load.sum() == 0) {
        assertFalse(Thread.interrupted(), "the test's time is over, and nothing is computed");
        Thread.yield();
      }
    } finally {
      load.stop();
    }
    for (Thread thread : load.threads) {
      thread.join();
    }
  }
}
