// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A11: completing a channel's future from outside withdraws, or does nothing. */
class WithdrawableFutureTest {
  private static final class Future extends WithdrawableFuture<String> {
    private boolean pending;
    private boolean wasDoneWhenWithdrawn;
    private int withdrawals;

    Future(boolean pending) {
      this.pending = pending;
    }

    @Override
    protected boolean withdraw() {
      boolean withdrawn = pending;
      pending = false;
      return withdrawn;
    }

    @Override
    protected void withdrawn() {
      withdrawals++;
      wasDoneWhenWithdrawn = isDone();
    }
  }

  private final Future pending = new Future(true);
  private final Future granted = new Future(false);

  @Test
  void a11_completingFromOutsideWithdraws() {
    assertTrue(pending.complete("outside"));
    assertFalse(pending.complete("again"));
    assertEquals("outside", pending.join());
    assertFalse(granted.complete("outside"));
    assertFalse(granted.isDone());
    granted.fulfil("inside");
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
  void a11_completingAsynchronouslyWithdraws() {
    assertSame(pending, pending.completeAsync(() -> "outside", Runnable::run));
    assertEquals("outside", pending.join());
    assertSame(pending, pending.completeAsync(() -> "too late"));
    assertSame(granted, granted.completeAsync(() -> "outside", Runnable::run));
    assertFalse(granted.isDone());
    Future failing = new Future(true);
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
    assertTrue(pending.wasDoneWhenWithdrawn);
    pending.cancel(false);
    granted.cancel(false);
    assertEquals(1, pending.withdrawals);
    assertEquals(0, granted.withdrawals);
    Future completed = new Future(true);
    completed.complete("outside");
    Future failed = new Future(true);
    failed.completeExceptionally(new IllegalStateException());
    assertTrue(completed.wasDoneWhenWithdrawn && failed.wasDoneWhenWithdrawn);
  }

  @Test
  void a10_aThrowingDependentDoesNotKeepBackWhatTheWithdrawalHasCaused() {
    pending.whenComplete(
        (value, failure) -> {
          throw new IllegalStateException();
        });
    assertTrue(pending.cancel(false));
    assertEquals(1, pending.withdrawals);
  }
}
