// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What the pending sends of a channel have in common, requests for permits included. */
public final class PendingSends<T> {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  final ChannelCore<T> core;
  final Callbacks callbacks;
  final int max;

  /** How many more may be pending; null if they are not limited. */
  private final @Nullable Semaphore free;

  public PendingSends(ChannelCore<T> core, Callbacks callbacks, int max) {
    this.core = core;
    this.callbacks = callbacks;
    this.max = max;
    free = max == UNLIMITED ? null : new Semaphore(max);
  }

  /** Returns sends of the same channel that are limited in another way. */
  PendingSends<T> unlimited() {
    return free == null ? this : new PendingSends<>(core, callbacks, UNLIMITED);
  }

  /** Counts one more; false if there are already as many as allowed. */
  boolean countUp() {
    return free == null || free.tryAcquire();
  }

  void countDown() {
    if (free != null) {
      free.release();
    }
  }
}
