// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.tck.Retained;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * M5: what is over and kept by the user, the future of a send or a permit, retains its own result
 * at most: neither the channel nor its messages.
 */
class SendRetentionTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Retained retained = new Retained();

  /** A channel of which nothing but its onUndelivered is known to the test. */
  private AsyncChannel<Object> channel(int capacity) {
    return AsyncChannel.builder(capacity).onUndelivered(retained.onUndelivered()).build();
  }

  private static void assertWaits(CompletableFuture<?> future) {
    assertFalse(future.isDone());
  }

  /** How a send is begun. */
  private enum Way {
    SEND((handle, message) -> handle.send(message)),
    TIMED_SEND((handle, message) -> handle.trySend(message, LONG)),
    RESERVE((handle, message) -> handle.reserve());

    private final Begin begin;

    Way(Begin begin) {
      this.begin = begin;
    }

    CompletableFuture<?> begin(AsyncSender<Object> handle, Object message) {
      CompletableFuture<?> future = begin.begin(handle, message);
      assertWaits(future);
      return future;
    }
  }

  private interface Begin {
    CompletableFuture<?> begin(AsyncSender<Object> handle, Object message);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void m5_aCompletedSendRetainsNothing(Way way) {
    retained.assertCollected(completed(way));
  }

  private CompletableFuture<?> completed(Way way) {
    AsyncChannel<Object> channel = channel(2);
    AsyncSender<Object> sender = channel.sender();
    retained.fill(sender);
    CompletableFuture<?> future = way.begin(sender, retained.message());
    channel.receiver().tryReceive();
    assertTrue(future.isDone());
    if (future.join() instanceof Permit) {
      ((Permit<?>) future.join()).close();
    }
    retained.fill(sender);
    return future;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void m5_aWithdrawnSendRetainsNothing(Way way) {
    retained.assertCollected(withdrawn(way));
  }

  private CompletableFuture<?> withdrawn(Way way) {
    AsyncSender<Object> sender = channel(2).sender();
    retained.fill(sender);
    CompletableFuture<?> future = way.begin(sender, retained.message());
    assertTrue(future.cancel(false));
    return future;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void m5_aRefusedSendRetainsItsOwnMessageOnly(Way way) {
    retained.assertCollected(refused(way, "its own"));
  }

  private CompletableFuture<?> refused(Way way, Object message) {
    AsyncChannel<Object> channel = channel(2);
    AsyncSender<Object> sender = channel.sender();
    retained.fill(sender);
    CompletableFuture<?> future = way.begin(sender, message);
    channel.receiver().close();
    assertTrue(future.isDone());
    return future;
  }

  @Test
  void m5_aSendThatHasExpiredRetainsNothing() {
    retained.assertCollected(timedOut());
  }

  private CompletableFuture<?> timedOut() {
    AsyncSender<Object> sender = channel(2).sender();
    retained.fill(sender);
    CompletableFuture<?> future = sender.trySend(retained.message(), Duration.ofMillis(1));
    Watchdog.get("the timeout", sender, future);
    return future;
  }

  @Test
  void m5_aSendThatExceedsTheLimitRetainsItsOwnMessageOnly() {
    retained.assertCollected(exceeding());
  }

  private CompletableFuture<?> exceeding() {
    AsyncSender<Object> sender =
        AsyncChannel.builder(2)
            .onUndelivered(retained.onUndelivered())
            .maxPendingSends(0)
            .build()
            .sender();
    retained.fill(sender);
    CompletableFuture<?> future = sender.send("its own");
    assertTrue(future.isCompletedExceptionally());
    return future;
  }

  @Test
  void m5_theFutureOfTheEndRetainsNothing() {
    retained.assertCollected(closed());
  }

  private CompletableFuture<?> closed() {
    AsyncChannel<Object> channel = channel(2);
    AsyncSender<Object> sender = channel.sender();
    CompletableFuture<?> closed = sender.closeFuture();
    retained.fill(sender);
    sender.close();
    assertTrue(closed.isDone());
    return closed;
  }

  // ---- permits

  @Test
  void m5_aUsedPermitRetainsNothing() {
    retained.assertCollected(usedPermit());
  }

  private Permit<Object> usedPermit() {
    AsyncSender<Object> sender = channel(3).sender();
    Permit<Object> permit = sender.tryReserve(2);
    permit.send(retained.message());
    permit.send(retained.message());
    retained.fill(sender);
    return permit;
  }

  @Test
  void m5_aClosedPermitRetainsNothing() {
    retained.assertCollected(closedPermit());
  }

  private Permit<Object> closedPermit() {
    AsyncSender<Object> sender = channel(3).sender();
    Permit<Object> permit = sender.tryReserve(2);
    permit.send(retained.message());
    permit.close();
    retained.fill(sender);
    return permit;
  }
}
