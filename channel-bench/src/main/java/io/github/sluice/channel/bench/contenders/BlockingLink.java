// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;

/** Ends that may park, of either channel: {@code send} and {@code receive}. */
public final class BlockingLink implements Link {
  private final BlockingSender<byte[]> sender;
  private final BlockingReceiver<byte[]> receiver;

  private BlockingLink(BlockingSender<byte[]> sender, BlockingReceiver<byte[]> receiver) {
    this.sender = sender;
    this.receiver = receiver;
  }

  /** The blocking channel. */
  public static BlockingLink ofBlocking(int capacity) {
    BlockingChannel<byte[]> channel = BlockingChannel.bounded(capacity);
    return new BlockingLink(channel.sender(), channel.receiver());
  }

  /** The async channel through its blocking views. */
  public static BlockingLink ofViews(int capacity) {
    AsyncChannel<byte[]> channel = AsyncChannel.bounded(capacity);
    return new BlockingLink(channel.sender().blocking(), channel.receiver().blocking());
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
