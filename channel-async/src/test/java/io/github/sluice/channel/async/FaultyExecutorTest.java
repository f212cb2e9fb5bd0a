// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A10: an executor that throws, whatever and whenever, loses nobody's completion. */
class FaultyExecutorTest {
  private final List<Integer> received = new ArrayList<>();

  /** An executor that fails in its own way. */
  private enum Fault {
    REJECTS(() -> new RejectedExecutionException("no"), false),
    OVERFLOWS(StackOverflowError::new, false),
    IS_OUT_OF_MEMORY(OutOfMemoryError::new, false),
    THROWS_A_CHECKED_EXCEPTION(() -> new Exception("sneaked"), false),
    RUNS_AND_REJECTS(() -> new RejectedExecutionException("after all"), true),
    RUNS_AND_OVERFLOWS(StackOverflowError::new, true);

    private final Supplier<Throwable> thrown;
    private final boolean runs;

    Fault(Supplier<Throwable> thrown, boolean runs) {
      this.thrown = thrown;
      this.runs = runs;
    }

    void execute(Runnable task) {
      if (runs) {
        task.run();
      }
      FaultyExecutorTest.<RuntimeException>sneak(thrown.get());
    }
  }

  /** The faults, by themselves and alternating with an executor that runs what it is given. */
  private static Stream<Executor> executors() {
    return Stream.of(Fault.values())
        .flatMap(fault -> Stream.<Executor>of(fault::execute, new Alternating(fault)));
  }

  private record Alternating(Fault fault, int[] calls) implements Executor {
    Alternating(Fault fault) {
      this(fault, new int[1]);
    }

    @Override
    public void execute(Runnable task) {
      if (calls[0]++ % 2 == 0) {
        fault.execute(task);
      } else {
        task.run();
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable thrown) throws X {
    throw (X) thrown;
  }

  @ParameterizedTest
  @MethodSource("executors")
  void a10_aReceiveAndTheSendsThatItLetsInComplete(Executor executor) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(2, executor);
    AsyncSender<Integer> sender = channel.sender();
    AsyncReceiver<Integer> receiver = channel.receiver();
    CompletableFuture<Integer> receive = receiver.receive();
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(1, Watchdog.get("the receive", channel, receive));
    sender.trySend(2);
    sender.trySend(3);
    CompletableFuture<Void> first = sender.send(4);
    CompletableFuture<Permit<Integer>> reserve = sender.reserve();
    CompletableFuture<Void> last = sender.send(5);
    assertEquals(2, receiver.drain(received::add, 2));
    Watchdog.get("the first send", channel, first);
    Watchdog.get("the permit", channel, reserve).close();
    Watchdog.get("the last send", channel, last);
    assertEquals(2, receiver.drain(received::add, 10));
    assertEquals(List.of(2, 3, 4, 5), received);
    assertEquals(2, sender.remainingCapacity());
  }

  @ParameterizedTest
  @MethodSource("executors")
  void a10_closingCompletesEverybody(Executor executor) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1, executor);
    AsyncSender<Integer> sender = channel.sender();
    sender.trySend(1);
    List<CompletableFuture<Void>> sends = List.of(sender.send(2), sender.send(3), sender.send(4));
    CountingWaker waker = new CountingWaker();
    assertFalse(channel.sender().poller().pollReady(waker));
    channel.receiver().close();
    for (CompletableFuture<Void> send : sends) {
      assertThrows(
          ChannelClosedException.class, () -> Watchdog.get("a refused send", channel, send));
    }
    Watchdog.get("closeFuture()", channel, sender.closeFuture());
    assertEquals(1, waker.calls());
    assertEquals(1, channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
  }

  @ParameterizedTest
  @MethodSource("executors")
  void a3_wakersAreCalledOnce(Executor executor) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1, executor);
    AsyncSender<Integer> sender = channel.sender();
    SendPoller<Integer> poller = sender.poller();
    for (int round = 1; round < 10; round++) {
      CountingWaker ofReceiver = new CountingWaker();
      assertNull(channel.receiver().poll(ofReceiver));
      assertEquals(SendResult.SENT, sender.trySend(round));
      assertEquals(1, ofReceiver.calls());
      CountingWaker ofSender = new CountingWaker();
      assertFalse(poller.pollReady(ofSender));
      assertEquals(round, channel.receiver().tryReceive());
      assertEquals(1, ofSender.calls());
      assertTrue(poller.pollReady(ofSender));
      assertEquals(SendResult.SENT, poller.trySend(-round));
      assertEquals(-round, channel.receiver().tryReceive());
      assertEquals(1, ofSender.calls());
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void a10_theActionGetsEachMessageOnce(Executor executor) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1, executor);
    AsyncSender<Integer> sender = channel.sender();
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int message = 0; message < 300; message++) {
      sends.add(sender.send(message));
    }
    CompletableFuture<Void> end = channel.receiver().forEach(received::add);
    for (int message = 300; message < 600; message++) {
      sends.add(sender.send(message));
    }
    sender.close();
    Watchdog.get("the end", channel, end);
    assertEquals(600, received.size());
    for (int message = 0; message < 600; message++) {
      assertEquals(message, received.get(message));
      assertTrue(sends.get(message).isDone());
    }
  }
}
