// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A receiver that waits, and counts how often it is notified and forgotten. */
final class CountingSignal extends ReceiverSignal {
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicInteger forgotten = new AtomicInteger();

  @Override
  public @Nullable Notification signal() {
    signals.incrementAndGet();
    return null;
  }

  @Override
  protected void forgotten() {
    forgotten.incrementAndGet();
  }

  @Override
  public void deliver() {
    throw new AssertionError("never returned as due");
  }

  int signals() {
    return signals.get();
  }

  int timesForgotten() {
    return forgotten.get();
  }
}
