// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Completes when the channel is closed; nothing else completes it. */
final class ClosedFuture extends WithdrawableFuture<@Nullable Void> {
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final Notification completion =
      new Notification() {
        @Override
        public void deliver() {
          complete();
        }
      };

  void complete() {
    fulfil(null);
  }

  /** Returns the completion, to one caller. */
  @Nullable Notification completion() {
    return isDue.compareAndSet(false, true) ? completion.alone() : null;
  }

  @Override
  protected boolean withdraw() {
    return false;
  }
}
