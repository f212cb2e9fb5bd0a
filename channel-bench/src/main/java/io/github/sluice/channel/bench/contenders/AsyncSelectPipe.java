// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Several async channels, from which one task selects, by a waker or a future. */
public final class AsyncSelectPipe implements TaskPipe {
  private final List<TaskPipe> channels = new ArrayList<>();
  private final Selector<Object> selector = Selector.fair();
  private final boolean isByWaker;
  private final int producers;
  private int inlets;

  /** The select that the receiving task waits for, or null. */
  private CompletableFuture<Selection<Object>> awaited;

  /** Each producer will send to its share of the channels. */
  public AsyncSelectPipe(boolean isByWaker, int capacity, int channels, int producers) {
    this.isByWaker = isByWaker;
    this.producers = producers;
    for (int i = 0; i < channels; i++) {
      AsyncChannel<Object> channel = AsyncChannel.bounded(capacity);
      this.channels.add(isByWaker ? new WakersTaskPipe(channel) : new FuturesTaskPipe(channel));
      selector.add(channel.receiver());
    }
  }

  @Override
  public Inlet inlet() {
    List<Inlet> shares = new ArrayList<>();
    for (int i = inlets++; i < channels.size(); i += producers) {
      shares.add(channels.get(i).inlet());
    }
    return new Spread(shares);
  }

  private static final class Spread implements Inlet {
    private final List<Inlet> inlets;
    private int next;

    Spread(List<Inlet> inlets) {
      this.inlets = inlets;
    }

    @Override
    public boolean send(Object message, Waker resume) {
      boolean isSent = inlets.get(next).send(message, resume);
      if (isSent) {
        next = next + 1 == inlets.size() ? 0 : next + 1;
      }
      return isSent;
    }
  }

  @Override
  public Object receive(Waker resume) {
    if (isByWaker) {
      Selection<Object> selection = selector.poll(resume);
      return selection == null ? null : selection.message();
    }
    CompletableFuture<Selection<Object>> future = awaited;
    if (future == null) {
      future = selector.selectAsync();
      if (!future.isDone()) {
        awaited = future;
        future.thenRun(resume::wake);
        return null;
      }
    }
    awaited = null;
    return future.join().message();
  }
}
