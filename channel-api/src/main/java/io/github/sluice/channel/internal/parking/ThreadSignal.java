// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import org.jspecify.annotations.Nullable;

/** Unparks the receiver's thread. A signal too many does no harm. */
final class ThreadSignal extends ReceiverSignal {
  /** Written by the thread that has the lease, before it registers. */
  volatile @Nullable Thread thread;

  @Override
  public @Nullable Notification signal() {
    Parker.unpark(thread); // null if no thread waits any more
    return null;
  }
}
