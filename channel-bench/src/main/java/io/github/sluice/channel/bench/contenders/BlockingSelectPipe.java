// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.List;

/** Several blocking channels, from which one thread selects. */
public final class BlockingSelectPipe implements Pipe {
  private final List<BlockingChannel<Object>> channels = new ArrayList<>();
  private final Selector<Object> selector = Selector.fair();
  private final int producers;
  private int inlets;

  /** Each producer will send to its share of the channels. */
  public BlockingSelectPipe(int capacity, int channels, int producers) {
    this.producers = producers;
    for (int i = 0; i < channels; i++) {
      BlockingChannel<Object> channel = BlockingChannel.bounded(capacity);
      this.channels.add(channel);
      selector.add(channel.receiver());
    }
  }

  @Override
  public Inlet inlet() {
    List<BlockingSender<Object>> senders = new ArrayList<>();
    for (int i = inlets++; i < channels.size(); i += producers) {
      senders.add(channels.get(i).sender());
    }
    return new Spread(senders);
  }

  private static final class Spread implements Inlet {
    private final List<BlockingSender<Object>> senders;
    private int next;

    Spread(List<BlockingSender<Object>> senders) {
      this.senders = senders;
    }

    @Override
    public void send(Object message) throws InterruptedException {
      senders.get(next).send(message);
      next = next + 1 == senders.size() ? 0 : next + 1;
    }
  }

  @Override
  public Object receive() throws InterruptedException {
    return selector.select().message();
  }
}
