// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.sync.BlockingChannel;

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
}
