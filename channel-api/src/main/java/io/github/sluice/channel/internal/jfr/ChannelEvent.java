// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** What all events of channels have in common. */
@Category("Sluice")
abstract class ChannelEvent extends Event {
  @Label("Channel")
  @Description("Identity hash code of the channel, the same in all events of one channel")
  int channel;

  @Label("Capacity")
  int capacity;

  @Label("Size")
  @Description("How many messages the channel held when the event was written")
  int size;

  /** Fills in what all events have, and writes this one if its settings want it. */
  final void write(RecordedChannel recorded) {
    if (shouldCommit()) {
      channel = System.identityHashCode(recorded);
      capacity = recorded.capacity();
      size = recorded.size();
      commit();
    }
  }
}
