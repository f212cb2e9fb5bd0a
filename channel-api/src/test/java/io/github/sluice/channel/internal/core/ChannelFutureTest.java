// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.Notification;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A11: completing a channel's future from outside withdraws, or does nothing. */
class ChannelFutureTest {
  private static final class Operation implements ChannelFuture.Owner {
    final ChannelFuture<String> future = new ChannelFuture<>(this);
    private final boolean isSend;
    private boolean pending = true;
    private boolean wasDoneWhenWithdrawn;
    private int withdrawals;

    Operation(boolean isSend) {
      this.isSend = isSend;
    }

    @Override
    public boolean withdraw() {
      boolean withdrawn = pending;
      pending = false;
      return withdrawn;
    }

    @Override
    public void withdrawn(@Nullable Notification completion) {
      withdrawals++;
      wasDoneWhenWithdrawn = future.isDone();
    }

    @Override
    public boolean isSend() {
      return isSend;
    }
  }

  private final Operation operation = new Operation(false);
  private final ChannelFuture<String> pending = operation.future;
  private final Operation grantedOperation = new Operation(false);
  private final ChannelFuture<String> granted = grantedOperation.future;

  @BeforeEach
  void grant() {
    grantedOperation.pending = false;
  }

  @Test
  void a11_completingFromOutsideWithdraws() {
    assertTrue(pending.complete("outside"));
    assertFalse(pending.complete("again"));
    assertEquals("outside", pending.join());
    assertFalse(granted.complete("outside"));
    assertFalse(granted.isDone());
    granted.succeed("inside");
    assertEquals("inside", granted.join());
  }

  @Test
  void a11_failingFromOutsideWithdraws() {
    assertTrue(pending.completeExceptionally(new IllegalStateException()));
    assertThrows(CompletionException.class, pending::join);
    assertFalse(granted.completeExceptionally(new IllegalStateException()));
    assertFalse(granted.isDone());
    assertThrows(NullPointerException.class, () -> granted.completeExceptionally(null));
  }

  @Test
  void a11_completingASendFromOutsideCancelsIt() {
    Operation send = new Operation(true);
    assertTrue(send.future.complete("sent"));
    assertTrue(send.future.isCancelled());
    assertEquals(1, send.withdrawals);
    assertFalse(send.future.complete("again"));
    Operation sent = new Operation(true);
    sent.pending = false;
    assertFalse(sent.future.complete("outside"));
    assertFalse(sent.future.isDone());
  }

  @Test
  void a11_withoutAnOwnerOnlyTheChannelCompletesIt() {
    ChannelFuture<String> future = new ChannelFuture<>(null);
    assertFalse(future.complete("outside"));
    assertFalse(future.completeExceptionally(new IllegalStateException()));
    assertFalse(future.cancel(false));
    assertFalse(future.isDone());
    assertEquals("inside", future.succeed("inside").join());
  }

  @Test
  void a11_completingAsynchronouslyWithdraws() {
    assertSame(pending, pending.completeAsync(() -> "outside", Runnable::run));
    assertEquals("outside", pending.join());
    assertSame(pending, pending.completeAsync(() -> "too late"));
    assertSame(granted, granted.completeAsync(() -> "outside", Runnable::run));
    assertFalse(granted.isDone());
    Operation byDefault = new Operation(false);
    byDefault.future.completeAsync(() -> "outside").join();
    assertFalse(byDefault.pending, "withdrawn in the default executor as well");
    ChannelFuture<String> failing = new Operation(false).future;
    failing.completeAsync(
        () -> {
          throw new IllegalStateException();
        },
        Runnable::run);
    assertThrows(CompletionException.class, failing::join);
  }

  @Test
  void a11_cancellingWithdraws() {
    assertTrue(pending.cancel(true));
    assertTrue(pending.cancel(true), "it is cancelled");
    assertFalse(granted.cancel(true));
    assertFalse(granted.isCancelled());
  }

  @Test
  void a11_obtrudingIsRefused() {
    assertThrows(UnsupportedOperationException.class, () -> granted.obtrudeValue("outside"));
    assertThrows(
        UnsupportedOperationException.class,
        () -> granted.obtrudeException(new IllegalStateException()));
  }

  @Test
  void a8_whatTheWithdrawalHasCausedComesAfterTheCompletion() {
    pending.cancel(false);
    assertTrue(operation.wasDoneWhenWithdrawn);
    pending.cancel(false);
    granted.cancel(false);
    assertEquals(1, operation.withdrawals);
    assertEquals(0, grantedOperation.withdrawals);
    Operation completed = new Operation(false);
    completed.future.complete("outside");
    Operation failed = new Operation(false);
    failed.future.completeExceptionally(new IllegalStateException());
    assertTrue(completed.wasDoneWhenWithdrawn && failed.wasDoneWhenWithdrawn);
  }

  @Test
  void a10_aThrowingDependentDoesNotKeepBackWhatTheWithdrawalHasCaused() {
    pending.whenComplete(
        (value, failure) -> {
          throw new IllegalStateException();
        });
    assertTrue(pending.cancel(false));
    assertEquals(1, operation.withdrawals);
  }
}
