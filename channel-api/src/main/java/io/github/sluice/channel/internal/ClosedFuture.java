// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import org.jspecify.annotations.Nullable;

/** Completes when the channel is closed; nothing else completes it. */
final class ClosedFuture extends WithdrawableFuture<@Nullable Void> {
  void complete() {
    fulfil(null);
  }

  @Override
  protected boolean withdraw() {
    return false;
  }
}
