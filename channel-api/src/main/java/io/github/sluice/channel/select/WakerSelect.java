// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;

/** A waker that waits in a selector. */
final class WakerSelect extends SelectWaiter {
  private final Waker waker;

  WakerSelect(Waker waker) {
    this.waker = waker;
  }

  @Override
  Notification wake() {
    return alone();
  }

  @Override
  public void deliver() {
    waker.wake();
  }
}
