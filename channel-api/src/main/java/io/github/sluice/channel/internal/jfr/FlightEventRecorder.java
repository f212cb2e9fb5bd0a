// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

/** Writes events to the flight recorder. Cannot be initialised without the module jdk.jfr. */
final class FlightEventRecorder implements EventRecorder {
  /** Events that are never written, but asked whether their kind is enabled. */
  private final ChannelClosedEvent channelClosed = new ChannelClosedEvent();

  private final MessagesUndeliveredEvent messagesUndelivered = new MessagesUndeliveredEvent();
  private final SenderWaitedEvent senderWaited = new SenderWaitedEvent();
  private final ReceiverWaitedEvent receiverWaited = new ReceiverWaitedEvent();

  @Override
  public void channelClosed(String end, RecordedChannel channel) {
    if (channelClosed.isEnabled()) {
      ChannelClosedEvent event = new ChannelClosedEvent();
      event.end = end;
      event.write(channel);
    }
  }

  @Override
  public void messagesUndelivered(int count, RecordedChannel channel) {
    if (messagesUndelivered.isEnabled()) {
      MessagesUndeliveredEvent event = new MessagesUndeliveredEvent();
      event.count = count;
      event.write(channel);
    }
  }

  @Override
  public RecordedWait beginSenderWait() {
    return senderWaited.isEnabled() ? begun(new SenderWaitedEvent()) : RecordedWait.NONE;
  }

  @Override
  public RecordedWait beginReceiverWait() {
    return receiverWaited.isEnabled() ? begun(new ReceiverWaitedEvent()) : RecordedWait.NONE;
  }

  private static RecordedWait begun(WaitEvent event) {
    event.begin();
    return event;
  }
}
