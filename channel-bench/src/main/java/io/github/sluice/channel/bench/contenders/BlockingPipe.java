// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.Collection;
import java.util.function.Supplier;

/** Ends that may park, of either channel: a handle for each producer. */
public final class BlockingPipe implements Pipe {
  private final Supplier<BlockingSender<Object>> senders;
  private final BlockingReceiver<Object> receiver;

  private BlockingPipe(Supplier<BlockingSender<Object>> senders, BlockingReceiver<Object> from) {
    this.senders = senders;
    receiver = from;
  }

  /** The blocking channel. */
  public static BlockingPipe ofBlocking(int capacity) {
    BlockingChannel<Object> channel = BlockingChannel.bounded(capacity);
    return new BlockingPipe(channel::sender, channel.receiver());
  }

  /** The async channel through its blocking views. */
  public static BlockingPipe ofViews(int capacity) {
    AsyncChannel<Object> channel = AsyncChannel.bounded(capacity);
    return new BlockingPipe(() -> channel.sender().blocking(), channel.receiver().blocking());
  }

  @Override
  public Inlet inlet() {
    return senders.get()::send;
  }

  @Override
  public Object receive() throws InterruptedException {
    return receiver.receive();
  }

  @Override
  public void receiveMany(Collection<Object> into, int limit) throws InterruptedException {
    receiver.receiveMany(into, limit);
  }
}
