// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.internal.ring.MpscRing;
import java.util.concurrent.atomic.LongAdder;

/** What is counted in a channel once its statistics have been asked for. */
final class Counters {
  final LongAdder refused = new LongAdder();
  final LongAdder sendWaits = new LongAdder();
  final LongAdder receiveWaits = new LongAdder();

  // Guarded by this. The ring's numbers wrap around; the differences do not if a caller comes often
  // enough, which is once in half a trillion messages.
  private long sent;
  private long removed;
  private long undeliveredInRing;
  private int mostHeld;

  synchronized ChannelStats read(MpscRing<?> ring, Undelivered<?> undelivered) {
    long discarded = undelivered.discarded(); // first: it is a part of what has been removed
    removed = MpscRing.unwrapped(removed, ring.removed());
    long counted = ring.received(); // a receive counts before it removes
    sent = MpscRing.unwrapped(sent, ring.claimed());
    mostHeld = Math.max(mostHeld, ring.size());
    long received = counted < 0 ? removed - discarded : counted;
    undeliveredInRing = Math.max(undeliveredInRing, removed - received);
    return new ChannelStats(
        sent,
        received,
        undeliveredInRing + undelivered.refused(),
        refused.sum(),
        sendWaits.sum(),
        receiveWaits.sum(),
        mostHeld);
  }
}
