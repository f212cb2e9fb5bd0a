// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

// begin latest
/** A feed that never waits, and a display that shows the latest price there is when it looks. */
final class LatestPrices {
  private final LongAdder skipped = new LongAdder();
  private final BlockingChannel<Double> prices =
      BlockingChannel.<Double>builder(1)
          .overflow(Overflow.DROP_OLDEST)
          .onUndelivered(price -> skipped.increment()) // in the thread of the feed
          .build();
  private final BlockingSender<Double> feed = prices.sender();
  private final BlockingReceiver<Double> display = prices.receiver();

  /** Called by the feed, however often. */
  void update(double price) {
    feed.trySend(price); // SENT, or CLOSED after the display has gone
  }

  /** Waits for a price that has not been shown; null when there will be none. */
  @Nullable Double next() throws InterruptedException {
    return display.receive();
  }

  /** How many prices have never been shown, because a newer one came first. */
  long skipped() {
    return skipped.sum();
  }

  /** Ends the feed: what has not been shown yet still will be. */
  void end() {
    feed.close();
  }
}
// end latest
