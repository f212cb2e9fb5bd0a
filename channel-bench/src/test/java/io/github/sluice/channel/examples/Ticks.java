// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

final class Ticks {
  private Ticks() {}

  // begin ticks
  /** Creates a tick every so often until its receiver is closed; one that is late drops ticks. */
  static BlockingReceiver<Instant> every(Duration period, ScheduledExecutorService timer) {
    BlockingChannel<Instant> channel = BlockingChannel.bounded(1);
    BlockingSender<Instant> sender = channel.sender();
    ScheduledFuture<?> ticking =
        timer.scheduleAtFixedRate(
            () -> sender.trySend(Instant.now()), // FULL: the last tick has not been taken yet
            0,
            period.toNanos(),
            TimeUnit.NANOSECONDS);
    sender.closeFuture().thenRun(() -> ticking.cancel(false));
    return channel.receiver();
  }
  // end ticks
}
