// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.AsyncChannel;

/** The async channel through its futures, each of which is joined, as an awaiting task does. */
public final class FuturesLink implements Link {
  private final AsyncSender<byte[]> sender;
  private final AsyncReceiver<byte[]> receiver;

  public FuturesLink(int capacity) {
    AsyncChannel<byte[]> channel = AsyncChannel.bounded(capacity);
    sender = channel.sender();
    receiver = channel.receiver();
  }

  @Override
  public void send(byte[] message) {
    sender.send(message).join();
  }

  @Override
  public byte[] receive() {
    return receiver.receive().join();
  }
}
