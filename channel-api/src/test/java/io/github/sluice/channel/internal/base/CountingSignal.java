// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A receiver that waits, and counts how often it is notified and forgotten. */
public final class CountingSignal extends ReceiverSignal {
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicInteger forgotten = new AtomicInteger();

  @Override
  public @Nullable Notification signal() {
    signals.incrementAndGet();
    return null;
  }

  @Override
  public void forgotten() {
    forgotten.incrementAndGet();
  }

  @Override
  public void deliver() {
    throw new AssertionError("never returned as due");
  }

  public int signals() {
    return signals.get();
  }

  public int timesForgotten() {
    return forgotten.get();
  }
}
