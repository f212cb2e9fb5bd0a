// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;

/** The async channel through its wakers, as a task with a scheduler of its own uses it. */
public final class WakersLink implements Link {
  private static final Waker WAKER = () -> {};

  private final SendPoller<byte[]> sender;
  private final AsyncReceiver<byte[]> receiver;

  public WakersLink(int capacity) {
    AsyncChannel<byte[]> channel = AsyncChannel.bounded(capacity);
    sender = channel.sender().poller();
    receiver = channel.receiver();
  }

  @Override
  public void send(byte[] message) {
    SendResult result = sender.trySend(message);
    if (result == SendResult.FULL && sender.pollReady(WAKER)) {
      result = sender.trySend(message);
    }
    if (result != SendResult.SENT) {
      throw new IllegalStateException("not sent: " + result);
    }
  }

  @Override
  public byte[] receive() {
    return receiver.poll(WAKER);
  }
}
