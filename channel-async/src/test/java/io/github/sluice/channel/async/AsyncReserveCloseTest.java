// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Requests for permits, and permits, when the channel is closed, fails or is cancelled. */
class AsyncReserveCloseTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(3)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private void fill() {
    while (sender.trySend(0) == SendResult.SENT) {}
  }

  private void take(int messages) {
    assertEquals(messages, receiver.drain(message -> {}, messages));
  }

  private static void assertClosed(CompletableFuture<?> future) {
    CompletionException failed = assertThrows(CompletionException.class, future::join);
    assertEquals(ChannelClosedException.class, failed.getCause().getClass());
    assertNull(((ChannelClosedException) failed.getCause()).undelivered());
  }

  @Test
  void x3_requestsFailWhenTheChannelIsClosed() {
    fill();
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(2);
    CompletableFuture<Permit<Integer>> another = sender.reserve();
    assertFalse(sender.closeFuture().isDone());
    receiver.close();
    assertClosed(waiting);
    assertClosed(another);
    assertClosed(sender.reserve());
    assertTrue(sender.closeFuture().isDone());
    assertFalse(sender.closeFuture().cancel(true) || sender.closeFuture().complete(null));
    assertSame(sender.closeFuture(), sender.closeFuture());
  }

  @Test
  void x6_aFailureIsTheCause() {
    IOException cause = new IOException("a test's");
    fill();
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(2);
    sender.closeExceptionally(cause);
    assertSame(cause, assertThrows(CompletionException.class, waiting::join).getCause().getCause());
  }

  @Test
  void r7_x13_aRequestKeepsTheStreamOpenAndSoDoesItsPermit() {
    fill();
    CompletableFuture<Permit<Integer>> waiting = sender.reserve();
    CompletableFuture<Permit<Integer>> cancelled = sender.reserve();
    sender.close();
    assertFalse(receiver.isClosed());
    take(1);
    assertTrue(cancelled.cancel(true));
    waiting.join().send(7);
    take(2);
    assertEquals(7, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void x5_b1_theLastPermitEndsTheStream() {
    Permit<Integer> all = sender.tryReserve(3);
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(3);
    CompletableFuture<Integer> receive = receiver.receive();
    sender.close();
    all.close();
    assertFalse(receive.isDone());
    waiting.join().close();
    assertTrue(receive.isDone());
    assertNull(receive.join());
  }

  @Test
  void x5_b1_aRequestThatIsCancelledEndsTheStreamIfItWasTheLastToKeepItOpen() {
    sender.trySend(1);
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(3);
    sender.close();
    assertFalse(receiver.isClosed());
    assertTrue(waiting.cancel(true));
    assertTrue(receiver.isClosed());
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void b2_b25_aPermitGrantedBeforeTheCloseIsGoodAfterIt() {
    fill();
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(2);
    take(2);
    receiver.close();
    assertEquals(SendResult.SENT, waiting.join().send(5));
    take(1);
    assertEquals(5, receiver.tryReceive());
    assertFalse(receiver.isTerminated());
    waiting.join().close();
    assertTrue(receiver.isTerminated());
  }

  @Test
  void s7_aPermitGrantedBeforeTheCancelSendsNothingAfterIt() {
    CompletableFuture<Permit<Integer>> granted = sender.reserve();
    receiver.cancel();
    assertEquals(SendResult.CLOSED, granted.join().send(5));
    assertEquals(List.of(), undelivered, "the caller has it");
  }
}
