// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A8: the executor itself is user code, called after all effects of an operation. */
class ReentrantExecutorTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What the executor does before it runs a callback. */
  private Runnable inExecute = () -> {};

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2, this::execute);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> received = new ArrayList<>();

  /** What the executor has thrown, which the channel takes for a refusal. */
  private final List<Throwable> thrown = new ArrayList<>();

  private void execute(Runnable callback) {
    try {
      inExecute.run();
    } catch (Throwable t) {
      thrown.add(t);
    }
    callback.run();
  }

  @AfterEach
  void theExecutorHasThrownNothing() {
    assertEquals(List.of(), thrown);
  }

  private void fill() {
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(SendResult.SENT, sender.trySend(2));
  }

  @ThreadKinds
  void p1_theExecutorIsCalledAfterAGrantedThreadIsUnparked(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      Permit<Integer> all = sender.tryReserve(2);
      CompletableFuture<Void> first = sender.send(1);
      PendingThread<SendResult> second =
          fixture.begin(channel, () -> sender.blocking().trySend(2, HOUR));
      inExecute = second::awaitEnd;
      all.close();
      assertTrue(first.isDone());
      assertEquals(SendResult.SENT, second.await());
    }
  }

  @ThreadKinds
  void p1_theExecutorIsCalledAfterTheReceivingThreadIsUnparked(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      Permit<Integer> all = sender.tryReserve(2);
      CompletableFuture<Permit<Integer>> first = sender.reserve();
      sender.send(2);
      PendingThread<Integer> receive =
          fixture.begin(channel, () -> receiver.blocking().tryReceive(HOUR));
      inExecute = receive::awaitEnd;
      all.close();
      assertTrue(first.isDone());
      assertEquals(2, receive.await());
    }
  }

  @ThreadKinds
  void p1_theExecutorIsCalledAfterARefusedThreadIsUnparked(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      fill();
      CompletableFuture<Void> closed = sender.closeFuture();
      CompletableFuture<Void> first = sender.send(3);
      PendingThread<SendResult> second =
          fixture.begin(channel, () -> sender.blocking().trySend(4, HOUR));
      inExecute = second::awaitEnd;
      receiver.close();
      assertTrue(closed.isDone());
      assertTrue(first.isCompletedExceptionally());
      assertEquals(SendResult.CLOSED, second.await());
    }
  }

  @Test
  void a8_theExecutorIsCalledAfterAllMessagesOfADrainAreTaken() {
    List<Consumer<AsyncReceiver<Integer>>> takesOfTwo =
        List.of(
            one -> one.drain(received::add, 2),
            one -> one.receiveMany(received, 2),
            one -> one.pollMany(received, 2, () -> {}));
    fill();
    for (Consumer<AsyncReceiver<Integer>> take : takesOfTwo) {
      List<CompletableFuture<Void>> sends = List.of(sender.send(3), sender.send(4));
      List<Integer> seen = new ArrayList<>();
      inExecute =
          () -> {
            seen.add(received.size());
            seen.add(receiver.size());
          };
      received.clear();
      take.accept(receiver);
      assertTrue(sends.stream().allMatch(CompletableFuture::isDone));
      assertEquals(List.of(2, 2, 2, 2), seen, "take " + takesOfTwo.indexOf(take));
    }
  }

  @Test
  void b16_theExecutorMayReceiveInExecute() {
    int messages = 100;
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int message = 0; message < messages; message++) {
      sends.add(sender.send(message));
    }
    inExecute = () -> receiver.drain(received::add, 1);
    while (receiver.size() > 0) {
      assertEquals(2, receiver.drain(received::add, 2));
    }
    assertEquals(IntStream.range(0, messages).boxed().toList(), received);
    assertTrue(sends.stream().allMatch(CompletableFuture::isDone));
  }

  @Test
  void b16_theExecutorMaySendAndCloseInExecute() {
    fill();
    CompletableFuture<Void> first = sender.send(3);
    CompletableFuture<Void> second = sender.send(4);
    List<Object> seen = new ArrayList<>();
    inExecute =
        () -> {
          inExecute = () -> {};
          seen.add(sender.trySend(-1));
          receiver.close();
          sender.close();
        };
    assertEquals(1, receiver.tryReceive());
    assertEquals(List.of(SendResult.FULL), seen);
    assertTrue(first.isDone());
    assertTrue(second.isCompletedExceptionally());
    assertEquals(2, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }
}
