// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of a send, or of a request for permits, that may be pending.
 *
 * @param <R> the type of the result
 */
abstract class PendingFuture<R extends @Nullable Object> extends WithdrawableFuture<R> {
  /** Null when this is complete, so that a future that is kept keeps nothing else. */
  private @Nullable PendingSend<?> pending;

  /** Sets what is pending, before it is queued. */
  final void setPending(PendingSend<?> newPending) {
    pending = newPending;
  }

  /** Completes this in the name of the channel. */
  final void succeed(R value) {
    pending = null;
    fulfil(value);
  }

  /** Completes this in the name of the channel. */
  final void fail(RuntimeException reason) {
    pending = null;
    refuse(reason);
  }

  @Override
  protected final boolean withdraw() {
    PendingSend<?> send = pending;
    return send != null && send.withdraw();
  }

  @Override
  protected final void withdrawn() {
    PendingSend<?> send = pending;
    pending = null;
    if (send != null) {
      send.core().deliver(send.caused());
    }
  }
}
