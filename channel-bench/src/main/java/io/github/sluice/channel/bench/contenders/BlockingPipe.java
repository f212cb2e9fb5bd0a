// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.Collection;

/** The blocking channel: a handle for each producer. */
public final class BlockingPipe implements Pipe {
  private final BlockingChannel<Object> channel;
  private final BlockingReceiver<Object> receiver;

  public BlockingPipe(int capacity) {
    channel = BlockingChannel.bounded(capacity);
    receiver = channel.receiver();
  }

  @Override
  public Inlet inlet() {
    return channel.sender()::send;
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
