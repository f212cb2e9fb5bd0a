// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import org.jspecify.annotations.Nullable;

/**
 * What one thread has done to a {@link LockedChannel} and the others do not see for a moment, as if
 * it were still in the store buffer of that thread's processor; under the channel's lock.
 */
final class LateEffect {
  private static final long NANOS = 200_000;

  private final Flaw flaw;
  private @Nullable Thread thread;
  private long since;

  LateEffect(Flaw flaw) {
    this.flaw = flaw;
  }

  /** Hides from other threads what the caller has just done, if that is the channel's flaw. */
  void hide(Flaw kind) {
    if (flaw == kind) {
      thread = Thread.currentThread();
      since = System.nanoTime();
    }
  }

  /** Returns whether something of that kind is hidden from the caller. */
  boolean isHidden(Flaw kind) {
    return flaw == kind
        && thread != null
        && thread != Thread.currentThread()
        && System.nanoTime() - since < NANOS;
  }
}
