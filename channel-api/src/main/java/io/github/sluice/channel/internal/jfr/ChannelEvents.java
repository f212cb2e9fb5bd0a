// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

/**
 * Records events of channels if there is a flight recorder: the module {@code jdk.jfr} is optional.
 *
 * <p>The methods are called only where a thread waits or a channel ends. They cost next to nothing
 * unless there is a recording, and throw nothing: an event that cannot be written is missing from
 * the recording, and the channel goes on.
 */
public final class ChannelEvents {
  private static final EventRecorder RECORDER = newRecorder();

  private ChannelEvents() {}

  private static EventRecorder newRecorder() {
    try {
      return new FlightEventRecorder();
    } catch (Throwable noFlightRecorder) { // NoClassDefFoundError without jdk.jfr
      return new EventRecorder() {};
    }
  }

  /**
   * Records that a channel has been closed to new messages.
   *
   * @param end how: closed, failed or cancelled
   * @param channel the channel
   */
  public static void channelClosed(String end, RecordedChannel channel) {
    try {
      RECORDER.channelClosed(end, channel);
    } catch (Throwable unrecorded) {
      // The channel comes first.
    }
  }

  /**
   * Records that messages which a channel had accepted were handed to its {@code onUndelivered}.
   *
   * @param count how many
   * @param channel the channel
   */
  public static void messagesUndelivered(int count, RecordedChannel channel) {
    try {
      RECORDER.messagesUndelivered(count, channel);
    } catch (Throwable unrecorded) {
      // The channel comes first.
    }
  }

  /**
   * Begins the wait of a sender for capacity.
   *
   * @return the wait, to be ended by the same thread
   */
  public static RecordedWait beginSenderWait() {
    try {
      return RECORDER.beginSenderWait();
    } catch (Throwable unrecorded) {
      return RecordedWait.NONE;
    }
  }

  /**
   * Begins the wait of the receiver for a message.
   *
   * @return the wait, to be ended by the same thread
   */
  public static RecordedWait beginReceiverWait() {
    try {
      return RECORDER.beginReceiverWait();
    } catch (Throwable unrecorded) {
      return RecordedWait.NONE;
    }
  }
}
