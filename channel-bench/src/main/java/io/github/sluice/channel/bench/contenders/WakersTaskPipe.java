// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.Collection;

/** The async channel with wakers: the resuming of a task is one, as it stands. */
public final class WakersTaskPipe implements TaskPipe {
  private final AsyncChannel<Object> channel;
  private final AsyncReceiver<Object> receiver;

  public WakersTaskPipe(int capacity) {
    this(AsyncChannel.bounded(capacity));
  }

  WakersTaskPipe(AsyncChannel<Object> channel) {
    this.channel = channel;
    receiver = channel.receiver();
  }

  @Override
  public Inlet inlet() {
    SendPoller<Object> sender = channel.sender().poller();
    return (message, resume) -> {
      SendResult result = sender.trySend(message);
      if (result == SendResult.FULL && sender.pollReady(resume)) {
        result = sender.trySend(message);
      }
      if (result == SendResult.CLOSED) {
        throw new IllegalStateException("closed");
      }
      return result == SendResult.SENT;
    };
  }

  @Override
  public Object receive(Waker resume) {
    return receiver.poll(resume);
  }

  @Override
  public boolean receiveMany(Collection<Object> into, int limit, Waker resume) {
    return receiver.pollMany(into, limit, resume) > 0;
  }
}
