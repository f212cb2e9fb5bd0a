// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

// begin durations
/** Passes readings on in batches, one batch a tick, and counts what does not fit in time. */
final class Relay {
  private final BlockingReceiver<Instant> ticks; // Timers.tick(period), or a test's
  private final Duration linger;
  private final Duration timeout;
  private int dropped;

  Relay(BlockingReceiver<Instant> ticks, Duration linger, Duration timeout) {
    this.ticks = ticks;
    this.linger = linger;
    this.timeout = timeout;
  }

  /** Returns at the end of the readings or of the ticks. */
  void run(BlockingReceiver<String> readings, BlockingSender<List<String>> batches)
      throws InterruptedException {
    while (ticks.receive() != null) {
      List<String> batch = new ArrayList<>();
      if (readings.receiveMany(batch, 100, linger) == 0) {
        return;
      }
      if (batches.trySend(batch, timeout) == SendResult.TIMED_OUT) {
        dropped += batch.size();
      }
    }
  }

  int dropped() {
    return dropped;
  }
}

// end durations
