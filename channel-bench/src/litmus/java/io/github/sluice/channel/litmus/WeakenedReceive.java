// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import java.util.concurrent.CompletableFuture;

/** A waiting receive that every thread may complete or withdraw that has found it pending. */
final class WeakenedReceive extends CompletableFuture<Integer> {
  private boolean settled;

  /** Hands it a message. */
  boolean hand(Integer message) {
    if (settled) {
      return false;
    }
    WeakenedSubject.race();
    settled = true;
    complete(message);
    return true;
  }

  /** Withdraws it. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (settled) {
      return false;
    }
    WeakenedSubject.race();
    settled = true;
    return super.cancel(false);
  }
}
