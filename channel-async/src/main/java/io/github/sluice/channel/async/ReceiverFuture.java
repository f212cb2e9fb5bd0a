// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of an operation that has the receiver. */
final class ReceiverFuture<R extends @Nullable Object> extends WithdrawableFuture<R> {
  private final ReceiverUser<?> user;

  ReceiverFuture(ReceiverUser<?> user) {
    this.user = user;
  }

  @Override
  protected boolean withdraw() {
    return user.withdraw();
  }

  void succeed(R value) {
    fulfil(value);
  }

  void fail(Throwable reason) {
    refuse(reason);
  }
}
