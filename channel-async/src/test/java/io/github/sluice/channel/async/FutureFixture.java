// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.TestedChannel;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Async channels in which one waits with futures, completed in an executor or where it happens. */
final class FutureFixture implements ChannelFixture {
  private static final RejectedExecutionException REFUSED =
      new RejectedExecutionException("as if there were no executor");

  private final @Nullable ExecutorService executor;

  FutureFixture(@Nullable ExecutorService executor) {
    this.executor = executor;
  }

  @Override
  public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    return new Tested<>(
        AsyncChannel.<T>builder(capacity)
            .executor(executor != null ? executor : FutureFixture::refuse)
            .onUndelivered(onUndelivered)
            .build());
  }

  /** An executor that makes the channel run its callbacks as if there were none. */
  static void refuse(Runnable callback) {
    throw REFUSED;
  }

  @Override
  public boolean strictlyFifo() {
    return true;
  }

  @Override
  public boolean hasRendezvous() {
    return true;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }

  static <T> Pending<?> beginSend(AsyncChannel<T> channel, Sender<T> through, T message) {
    return new PendingFuture<>(channel, ((AsyncSender<T>) through).send(message));
  }

  /** A channel in which one waits with futures. */
  static final class Tested<T> implements TestedChannel<T> {
    private final AsyncChannel<T> channel;

    Tested(AsyncChannel<T> channel) {
      this.channel = channel;
    }

    @Override
    public Sender<T> sender() {
      return channel.sender();
    }

    @Override
    public Receiver<T> receiver() {
      return channel.receiver();
    }

    @Override
    public Pending<?> beginSend(Sender<T> through, T message) {
      return FutureFixture.beginSend(channel, through, message);
    }

    @Override
    public Pending<@Nullable T> beginReceive() {
      return new PendingFuture<>(channel, channel.receiver().receive());
    }

    @Override
    public String toString() {
      return channel.toString();
    }
  }

  /** An operation that waits in a future, and is withdrawn by cancelling it. */
  private static final class PendingFuture<R> implements Pending<R> {
    private final Object channel;
    private final CompletableFuture<R> future;

    PendingFuture(Object channel, CompletableFuture<R> future) {
      this.channel = channel;
      this.future = future;
    }

    @Override
    public boolean isDone() {
      return future.isDone();
    }

    @Override
    public R await() {
      return Watchdog.get("a future", channel, future);
    }

    @Override
    public boolean withdraw() {
      boolean cancelled = future.cancel(true);
      if (cancelled != future.isCancelled()) {
        throw new AssertionError("A11: cancel returned " + cancelled + " for " + future);
      }
      return cancelled;
    }
  }
}
