// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A8: the effects of an operation precede the callbacks that it causes, and its own completion
 * precedes the completions that it makes possible.
 */
class EffectsFirstTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** The ways to take the one message of a channel. */
  private static final List<Consumer<AsyncReceiver<Integer>>> TAKES =
      List.of(
          AsyncReceiver::tryReceive,
          AsyncReceiver::receive,
          receiver -> receiver.drain(message -> {}, 1),
          receiver -> receiver.receiveMany(new ArrayList<>(), 1),
          receiver -> receiver.forEach(message -> {}),
          receiver -> receiver.poll(() -> {}),
          receiver -> receiver.pollMany(new ArrayList<>(), 1, () -> {}),
          receiver -> receiver.blocking().iterator().next(),
          receiver -> receiver.blocking().stream().findFirst());

  // ---- granted sends

  @ParameterizedTest
  @EnumSource
  void a8_aGrantedSendIsCompletedBeforeClosed(InlineCallbacks where) {
    for (int take = 0; take < TAKES.size(); take++) {
      for (boolean timed : new boolean[] {false, true}) {
        AsyncChannel<Integer> channel = where.channel(1);
        AsyncSender<Integer> sender = channel.sender();
        assertEquals(SendResult.SENT, sender.trySend(1));
        CompletableFuture<?> send = timed ? sender.trySend(2, HOUR) : sender.send(2);
        CompletableFuture<Boolean> sent = sender.closeFuture().thenApply(closed -> send.isDone());
        sender.close();
        assertFalse(sent.isDone(), "the send keeps the stream open");
        TAKES.get(take).accept(channel.receiver());
        assertEquals(true, sent.getNow(null), "take " + take + ", timed " + timed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a8_aSendGrantedByTheLastPermitIsCompletedBeforeClosed(InlineCallbacks where) {
    AsyncChannel<Integer> channel = where.channel(1);
    AsyncSender<Integer> sender = channel.sender();
    Permit<Integer> permit = sender.tryReserve();
    CompletableFuture<Void> send = sender.send(2);
    CompletableFuture<Boolean> sent = sender.closeFuture().thenApply(closed -> send.isDone());
    sender.close();
    assertFalse(sent.isDone(), "the send and the permit keep the stream open");
    permit.close();
    assertEquals(true, sent.getNow(null));
  }

  @ParameterizedTest
  @EnumSource
  void a8_aReceiveIsCompletedBeforeTheSendsThatItLetsIn(InlineCallbacks where) {
    List<Integer> into = new ArrayList<>();
    for (boolean many : new boolean[] {false, true}) {
      AsyncChannel<Integer> channel = where.channel(1);
      AsyncSender<Integer> sender = channel.sender();
      Permit<Integer> permit = sender.tryReserve();
      CompletableFuture<?> receive =
          many ? channel.receiver().receiveMany(into, 1) : channel.receiver().receive();
      CompletableFuture<Boolean> received = sender.send(2).thenApply(sent -> receive.isDone());
      assertFalse(receive.isDone() || received.isDone());
      permit.send(1);
      assertTrue(receive.isDone());
      assertEquals(true, received.getNow(null), "many " + many);
      assertEquals(2, channel.receiver().tryReceive());
    }
    assertEquals(List.of(1), into);
  }

  @ParameterizedTest
  @EnumSource
  void a8_sendsLetInByForEachAreCompletedBeforeItsNextAction(InlineCallbacks where) {
    int messages = 500;
    AsyncChannel<Integer> channel = where.channel(3);
    AsyncSender<Integer> sender = channel.sender();
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int message = 0; message < messages; message++) {
      sends.add(sender.send(message));
    }
    List<Long> incomplete = new ArrayList<>();
    channel
        .receiver()
        .forEach(
            message -> {
              int accepted = message + 1 + channel.receiver().size();
              incomplete.add(
                  sends.subList(0, accepted).stream().filter(send -> !send.isDone()).count());
            });
    assertEquals(messages, incomplete.size());
    long most = incomplete.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertTrue(most <= 2, () -> most + " accepted sends were incomplete at a time");
  }

  // ---- cancelled requests

  @ParameterizedTest
  @EnumSource
  void a8_aCancelledRequestIsCompletedBeforeTheSendsBehindIt(InlineCallbacks where) {
    List<Consumer<CompletableFuture<Permit<Integer>>>> ways =
        List.of(
            future -> assertTrue(future.cancel(true)),
            future -> future.complete(null),
            future -> future.completeAsync(() -> null, Runnable::run),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Permit<Integer>>> way : ways) {
      AsyncChannel<Integer> channel = where.channel(2);
      AsyncSender<Integer> sender = channel.sender();
      assertEquals(SendResult.SENT, sender.trySend(1));
      CompletableFuture<Permit<Integer>> two = sender.reserve(2);
      CompletableFuture<Boolean> ended = sender.send(2).thenApply(sent -> two.isDone());
      assertFalse(ended.isDone());
      way.accept(two);
      assertEquals(true, ended.getNow(null), "way " + ways.indexOf(way));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a8_aCancelledSendIsCancelledBeforeTheStreamEnds(InlineCallbacks where) {
    for (boolean timed : new boolean[] {false, true}) {
      AsyncChannel<Integer> channel = where.channel(1);
      AsyncSender<Integer> sender = channel.sender();
      assertEquals(SendResult.SENT, sender.trySend(1));
      CompletableFuture<?> send = timed ? sender.trySend(2, HOUR) : sender.send(2);
      CompletableFuture<Boolean> ended =
          sender.closeFuture().thenApply(closed -> send.isCancelled());
      sender.close();
      assertTrue(send.cancel(true));
      assertEquals(true, ended.getNow(null), "timed " + timed);
    }
  }

  // ---- the end

  /** The ways to close a channel that sends wait in. */
  private static final List<Consumer<AsyncChannel<Integer>>> CLOSINGS =
      List.of(
          channel -> channel.receiver().close(),
          channel -> channel.receiver().cancel(),
          channel -> channel.sender().closeExceptionally(new IllegalStateException("a test's")));

  @ParameterizedTest
  @EnumSource
  void a8_closedIsCompletedBeforeRefusedSends(InlineCallbacks where) {
    for (Consumer<AsyncChannel<Integer>> closing : CLOSINGS) {
      AsyncChannel<Integer> channel = where.channel(1);
      AsyncSender<Integer> sender = channel.sender();
      assertEquals(SendResult.SENT, sender.trySend(1));
      CompletableFuture<Void> closed = sender.closeFuture();
      List<Boolean> seen = new ArrayList<>();
      sender.send(2).whenComplete((sent, refused) -> seen.add(closed.isDone()));
      sender.trySend(3, HOUR).whenComplete((result, failure) -> seen.add(closed.isDone()));
      sender.reserve().whenComplete((permit, refused) -> seen.add(closed.isDone()));
      assertFalse(channel.sender().poller().pollReady(() -> seen.add(closed.isDone())));
      closing.accept(channel);
      assertEquals(List.of(true, true, true, true), seen, "closing " + CLOSINGS.indexOf(closing));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a8_theStreamHasEndedWhenTheMessageOfTheLastPermitIsReceived(InlineCallbacks where) {
    for (int way = 0; way < 3; way++) {
      AsyncChannel<Integer> channel = where.channel(1);
      AsyncSender<Integer> sender = channel.sender();
      AsyncReceiver<Integer> receiver = channel.receiver();
      Permit<Integer> permit = sender.tryReserve();
      sender.close();
      List<Boolean> ended = new ArrayList<>();
      Runnable look = () -> ended.add(receiver.isClosed() && receiver.isTerminated());
      switch (way) {
        case 0 -> receiver.receive().thenRun(look);
        case 1 -> receiver.receiveMany(new ArrayList<>(), 1).thenRun(look);
        default -> receiver.forEach(message -> look.run());
      }
      assertEquals(List.of(), ended);
      assertEquals(SendResult.SENT, permit.send(1));
      assertEquals(List.of(true), ended, "way " + way);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a8_theChannelIsClosedWhenTheLastPermitWakesTheReceiver(InlineCallbacks where) {
    AsyncChannel<Integer> channel = where.channel(1);
    AsyncSender<Integer> sender = channel.sender();
    AsyncReceiver<Integer> receiver = channel.receiver();
    Permit<Integer> permit = sender.tryReserve();
    sender.close();
    List<Object> seen = new ArrayList<>();
    receiver.poll(
        () -> {
          seen.add(receiver.isClosed());
          seen.add(receiver.tryReceive());
          seen.add(receiver.isTerminated());
        });
    assertEquals(SendResult.SENT, permit.send(1));
    assertEquals(List.of(true, 1, true), seen);
  }
}
