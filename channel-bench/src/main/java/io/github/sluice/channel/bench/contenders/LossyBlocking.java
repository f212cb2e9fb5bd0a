// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The blocking channel: {@code trySend} and {@code receive}. */
final class LossyBlocking implements LossyPipe {
  private final BlockingChannel<Object> channel;
  private final BlockingSender<Object> sender;
  private final Executor receiver;
  private long dropped;

  LossyBlocking(int capacity, Executor receiver) {
    this.receiver = receiver;
    channel =
        BlockingChannel.builder(capacity)
            .overflow(Overflow.DROP_OLDEST)
            .onUndelivered(message -> dropped++)
            .build();
    sender = channel.sender();
  }

  @Override
  public void send(Object message) {
    sender.trySend(message);
  }

  @Override
  public CompletableFuture<Long> receiveUntil(Object last) {
    return LossyPipe.receive(channel.receiver()::receive, last, receiver);
  }

  @Override
  public long dropped() {
    return dropped;
  }
}
