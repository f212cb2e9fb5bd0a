// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import io.github.sluice.channel.ChannelState;
import io.github.sluice.channel.internal.jfr.ChannelEvents.RecordedWait;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** The events. They need the module jdk.jfr, and are loaded only if it is there. */
final class FlightEvents {
  // Never written, but asked whether their kind is enabled.
  private static final SenderWaited SENDER_WAITED = new SenderWaited();
  private static final ReceiverWaited RECEIVER_WAITED = new ReceiverWaited();

  private FlightEvents() {}

  static RecordedWait beginWait(boolean isSender) {
    if (isSender) {
      return SENDER_WAITED.isEnabled() ? new SenderWaited().begun() : ChannelEvents.NONE;
    }
    return RECEIVER_WAITED.isEnabled() ? new ReceiverWaited().begun() : ChannelEvents.NONE;
  }

  @Category("Sluice")
  abstract static class ChannelEvent extends Event {
    @Label("Channel")
    @Description("Identity hash code of the channel, the same in all events of one channel")
    int channel;

    @Label("Name")
    @Description("Name of the channel; by default its identity hash code, in hexadecimal")
    String name = "";

    @Label("Capacity")
    int capacity;

    @Label("Size")
    @Description("How many messages the channel held when the event was written")
    int size;

    /** Fills in what all events have, and writes this one if its settings want it. */
    final void write(ChannelState recorded) {
      if (shouldCommit()) {
        channel = System.identityHashCode(recorded);
        name = recorded.name();
        capacity = recorded.capacity();
        size = recorded.size();
        commit();
      }
    }
  }

  @Name("io.github.sluice.ChannelClosed")
  @Label("Channel Closed")
  @Description("A channel has been closed to new messages")
  static final class ChannelClosed extends ChannelEvent {
    @Label("End")
    @Description("closed, by its receiver or its last sender; failed, by a sender; or cancelled")
    final String end;

    ChannelClosed(String end) {
      this.end = end;
    }
  }

  @Name("io.github.sluice.MessagesUndelivered")
  @Label("Messages Undelivered")
  @Description("Messages that the channel had accepted will not be received")
  static final class MessagesUndelivered extends ChannelEvent {
    @Label("Count")
    final int count;

    MessagesUndelivered(int count) {
      this.count = count;
    }
  }

  /** Written only if the wait took longer than the threshold of the event's settings. */
  @Threshold("20 ms")
  abstract static class Waited extends ChannelEvent implements RecordedWait {
    @Label("Succeeded")
    boolean succeeded;

    final RecordedWait begun() {
      begin();
      return this;
    }

    @Override
    public final void end(boolean success, ChannelState recorded) {
      try {
        end();
        succeeded = success;
        write(recorded);
      } catch (Throwable unrecorded) { // as in ChannelEvents
      }
    }
  }

  @Name("io.github.sluice.SenderWaited")
  @Label("Sender Waited")
  @Description("A thread has waited for capacity in a channel, parked")
  static final class SenderWaited extends Waited {}

  @Name("io.github.sluice.ReceiverWaited")
  @Label("Receiver Waited")
  @Description("A thread has waited for a message from a channel, parked")
  static final class ReceiverWaited extends Waited {}
}
