// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.ChannelClosedException;
import java.util.concurrent.CompletableFuture;

/** A waiting send that every thread may grant or withdraw that has found it pending. */
final class WeakenedSend extends CompletableFuture<Void> {
  final Integer message;
  private boolean settled;

  WeakenedSend(Integer message) {
    this.message = message;
  }

  /** Takes it out of its waiting, to be sent. */
  boolean grant() {
    if (settled) {
      return false;
    }
    WeakenedSubject.race();
    settled = true;
    return true;
  }

  /** Ends its waiting, because the channel is closed. */
  void refuse() {
    if (grant()) {
      completeExceptionally(
          new ChannelClosedException("channel weakened is closed", message, null));
    }
  }

  /** Withdraws it. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return grant() && super.cancel(false);
  }
}
