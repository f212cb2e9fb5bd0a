// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.parking.Parker;
import org.jspecify.annotations.Nullable;

/** A thread that waits in a selector. An unpark too many does no harm. */
final class ThreadSelect extends SelectWaiter {
  /** Written by the thread that selects, before it begins to wait. */
  @Nullable Thread thread;

  @Override
  @Nullable Notification wake() {
    Parker.unpark(thread);
    return null;
  }
}
