// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A11: what completing a channel's future from outside does. */
class WithdrawableFutureTest {
  private static final class Future extends WithdrawableFuture<String> {
    private boolean pending;

    Future(boolean pending) {
      this.pending = pending;
    }

    @Override
    protected boolean withdraw() {
      boolean withdrawn = pending;
      pending = false;
      return withdrawn;
    }
  }

  private final Future pending = new Future(true);
  private final Future granted = new Future(false);

  @Test
  void a11_aValueFromOutsideIsThatOfAWithdrawnOperation() {
    assertTrue(pending.complete("outside"));
    assertFalse(pending.complete("again"));
    assertEquals("outside", pending.join());
    assertFalse(granted.complete("outside"));
    assertFalse(granted.isDone());
    granted.fulfil("inside");
    assertEquals("inside", granted.join());
  }

  @Test
  void a11_soIsAFailureFromOutside() {
    assertTrue(pending.completeExceptionally(new IllegalStateException()));
    assertThrows(CompletionException.class, pending::join);
    assertFalse(granted.completeExceptionally(new IllegalStateException()));
    assertFalse(granted.isDone());
    assertThrows(NullPointerException.class, () -> granted.completeExceptionally(null));
  }

  @Test
  void a11_soIsAValueThatIsSupplied() {
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
  void a11_whatHasBeenCancelledIsWithdrawn() {
    assertTrue(pending.cancel(true));
    assertTrue(pending.cancel(true), "it is cancelled");
    assertFalse(granted.cancel(true));
    assertFalse(granted.isCancelled());
  }

  @Test
  void a11_nothingIsObtruded() {
    assertThrows(UnsupportedOperationException.class, () -> granted.obtrudeValue("outside"));
    assertThrows(
        UnsupportedOperationException.class,
        () -> granted.obtrudeException(new IllegalStateException()));
  }
}
