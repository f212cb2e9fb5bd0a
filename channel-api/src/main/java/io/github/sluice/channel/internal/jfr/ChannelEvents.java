// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import io.github.sluice.channel.ChannelState;
import jdk.jfr.FlightRecorder;

/**
 * Records events of channels if there is a flight recorder: the module {@code jdk.jfr} is optional.
 *
 * <p>The methods are called only where a thread waits or a channel ends. They cost next to nothing
 * unless there is a recording, and throw nothing: an event that cannot be written is missing from
 * the recording, and the operation of the channel continues.
 */
public final class ChannelEvents {
  /** A wait that has begun and that may be recorded when it ends. */
  @FunctionalInterface
  public interface RecordedWait {
    /** Ends the wait, in the thread that waited: whether it got what it waited for. */
    void end(boolean succeeded, ChannelState channel);
  }

  /**
   * No lambda in the interface: a wait that linked it without stack or memory would fail, and all
   * later ones.
   */
  static final RecordedWait NONE =
      new RecordedWait() {
        @Override
        public void end(boolean succeeded, ChannelState channel) {}
      };

  private static final boolean HAS_RECORDER = hasRecorder();

  private ChannelEvents() {}

  /** Initializes this class, for which there may be no stack or memory later. */
  public static void load() {}

  private static boolean hasRecorder() {
    try {
      return FlightRecorder.isAvailable();
    } catch (Throwable noFlightRecorder) { // NoClassDefFoundError without jdk.jfr
      return false;
    }
  }

  /** Records that a channel has been closed to new messages: closed, failed or cancelled. */
  public static void channelClosed(String end, ChannelState channel) {
    try {
      if (HAS_RECORDER) {
        new FlightEvents.ChannelClosed(end).write(channel);
      }
    } catch (Throwable unrecorded) { // the channel comes first
    }
  }

  /** Records that accepted messages were handed to {@code onUndelivered}. */
  public static void messagesUndelivered(int count, ChannelState channel) {
    try {
      if (HAS_RECORDER) {
        new FlightEvents.MessagesUndelivered(count).write(channel);
      }
    } catch (Throwable unrecorded) { // the channel comes first
    }
  }

  /** Begins a wait, of a sender for capacity or of the receiver for a message. */
  public static RecordedWait beginWait(boolean isSender) {
    try {
      return HAS_RECORDER ? FlightEvents.beginWait(isSender) : NONE;
    } catch (Throwable unrecorded) {
      return NONE;
    }
  }
}
