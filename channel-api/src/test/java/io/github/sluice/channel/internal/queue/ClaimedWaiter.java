// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import io.github.sluice.channel.internal.queue.SendWaiter.State;

/** A combiner that has claimed a waiter and is stalled, for tests of other packages. */
public final class ClaimedWaiter {
  private final SendWaiter<?> waiter;

  /** Claims a waiter that is pending. */
  public ClaimedWaiter(SendWaiter<?> waiter) {
    this.waiter = waiter;
    if (!waiter.leavePending(State.CLAIMED)) {
      throw new AssertionError("the waiter is " + waiter.state());
    }
  }

  /** Grants the waiter. */
  public void grant() {
    waiter.outcome = State.GRANTED;
    waiter.settle();
  }

  /** Gives the waiter back. */
  public void giveBack() {
    waiter.unclaim();
  }
}
