// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;

/** The blocking channel: {@code send} and {@code receive}. */
public final class BlockingLink implements Link {
  private final BlockingSender<byte[]> sender;
  private final BlockingReceiver<byte[]> receiver;

  public BlockingLink(int capacity) {
    BlockingChannel<byte[]> channel = BlockingChannel.bounded(capacity);
    sender = channel.sender();
    receiver = channel.receiver();
  }

  @Override
  public void send(byte[] message) throws InterruptedException {
    sender.send(message);
  }

  @Override
  public byte[] receive() throws InterruptedException {
    return receiver.receive();
  }
}
