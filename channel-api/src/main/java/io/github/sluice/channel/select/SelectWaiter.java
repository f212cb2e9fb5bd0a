// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.internal.base.Notification;
import org.jspecify.annotations.Nullable;

/** What waits in a selector until one of its receivers is ready. */
abstract class SelectWaiter extends Notification {
  /**
   * Ends the wait. Called once for each time that this has begun to wait, by the thread that has
   * made a receiver ready. Runs no user code.
   */
  abstract @Nullable Notification wake();

  /** A chain of selects, each of which leads to the next, is not to exhaust the stack (A9). */
  @Override
  public final boolean isReentrant() {
    return true;
  }
}
