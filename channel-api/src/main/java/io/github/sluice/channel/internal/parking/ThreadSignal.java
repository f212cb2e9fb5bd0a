// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.ThreadName;
import org.jspecify.annotations.Nullable;

/** Unparks the receiver's thread. A signal too many does no harm. */
final class ThreadSignal extends ReceiverSignal {
  /** Written by the thread that has the lease, before it registers. */
  volatile @Nullable Thread thread;

  @Override
  public String use() {
    return ThreadName.of(thread) // null while it tries again before it parks
        + ", which waits for a message. One thread at a time may receive";
  }

  @Override
  public @Nullable Notification signal() {
    Parker.unpark(thread); // null if no thread waits any more
    return null;
  }
}
