// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/**
 * What flight recordings tell about channels. Events are made only where a thread waits or a
 * channel ends, and cost next to nothing unless there is a recording.
 */
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

  /** Fills in what all events have, and writes this one. */
  final void write(ChannelCore<?> core) {
    channel = System.identityHashCode(core);
    capacity = core.capacity();
    size = core.size();
    commit();
  }
}
