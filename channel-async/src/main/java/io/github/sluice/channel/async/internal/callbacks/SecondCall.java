// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls once more, in another thread, a waker that has failed for want of stack or memory. */
public final class SecondCall extends Notification {
  /** If it is not null, this is in the list of what is to be delivered again, or about to be. */
  private final AtomicReference<@Nullable Waker> failed = new AtomicReference<>();

  /** Replaces an earlier waker: its task has polled since it registered that. */
  public void prepare(Waker called) {
    if (failed.getAndSet(called) == null) {
      Redelivery.add(alone());
    }
  }

  @Override
  public void deliver() {
    Waker called = failed.getAndSet(null);
    try {
      if (called != null) {
        called.wake();
      }
    } catch (VirtualMachineError again) { // not a third time
      Uncaught.report(again);
    }
  }
}
