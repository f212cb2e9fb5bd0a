// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The async channel: {@code trySend}, and {@code forEach} in the executor. */
final class LossyFutures implements LossyPipe {
  private final AsyncChannel<Object> channel;
  private final AsyncSender<Object> sender;
  private long dropped;
  private long received; // the loop's

  LossyFutures(int capacity, Executor receiver) {
    channel =
        AsyncChannel.builder(capacity)
            .executor(receiver)
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
    CompletableFuture<Long> all = new CompletableFuture<>();
    channel
        .receiver()
        .forEach(
            message -> {
              LossyPipe.work();
              received++;
              if (message == last) {
                all.complete(received);
              }
            });
    return all;
  }

  @Override
  public long dropped() {
    return dropped;
  }
}
