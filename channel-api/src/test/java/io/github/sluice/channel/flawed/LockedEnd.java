// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** Completes when a {@link LockedChannel} is closed. */
final class LockedEnd extends WithdrawableFuture<@Nullable Void> {
  void complete() {
    fulfil(null);
  }

  @Override
  protected boolean withdraw() {
    return false;
  }
}
