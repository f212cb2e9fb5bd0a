// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts its calls. */
final class CountingWaker implements Waker {
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public void wake() {
    calls.incrementAndGet();
  }

  int calls() {
    return calls.get();
  }
}
