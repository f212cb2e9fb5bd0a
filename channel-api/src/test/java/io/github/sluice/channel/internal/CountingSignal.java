// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/** A receiver that waits, and counts how often it is told. */
final class CountingSignal extends ReceiverSignal {
  volatile int count;

  @Override
  public void signal() {
    count++;
  }
}
