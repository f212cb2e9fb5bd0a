// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of an operation that has the lease of the consumer side. */
final class ReceiverFuture<R extends @Nullable Object> extends WithdrawableFuture<R> {
  /** Null when this is complete, so that a future that is kept keeps nothing else. */
  private @Nullable ReceiveOperation<?> operation;

  ReceiverFuture(ReceiveOperation<?> operation) {
    this.operation = operation;
  }

  @Override
  protected boolean withdraw() {
    ReceiveOperation<?> current = operation;
    return current != null && current.withdraw();
  }

  @Override
  protected void withdrawn() {
    ReceiveOperation<?> current = operation;
    operation = null;
    if (current != null) {
      current.core().discardIfCancelled();
    }
  }

  void succeed(R value) {
    operation = null;
    fulfil(value);
  }

  void fail(Throwable reason) {
    operation = null;
    refuse(reason);
  }
}
