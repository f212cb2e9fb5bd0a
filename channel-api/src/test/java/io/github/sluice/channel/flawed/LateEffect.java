// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import org.jspecify.annotations.Nullable;

/**
 * What one thread has done to a {@link LockedChannel} and the others do not see at first, as if it
 * were still in the store buffer of that thread's processor; under the channel's lock. The first
 * look of another thread misses it: that takes no time which a busy machine could use up.
 */
final class LateEffect {
  private final Flaw flaw;
  private @Nullable Thread thread;

  LateEffect(Flaw flaw) {
    this.flaw = flaw;
  }

  /** Hides from other threads what the caller has just done, if that is the channel's flaw. */
  void hide(Flaw kind) {
    if (flaw == kind) {
      thread = Thread.currentThread();
    }
  }

  /** Returns whether something of that kind is hidden from the caller, which then is shown it. */
  boolean isHidden(Flaw kind) {
    boolean isHidden = flaw == kind && thread != null && thread != Thread.currentThread();
    if (isHidden) {
      thread = null;
    }
    return isHidden;
  }
}
