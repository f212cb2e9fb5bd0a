// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.TestedChannel;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Blocking channels in which threads of one kind wait, one for every operation begun. */
final class BlockingFixture implements ChannelFixture {
  private final ThreadKind threads;
  private final Set<PendingThread<?>> waiting = ConcurrentHashMap.newKeySet();

  BlockingFixture(ThreadKind threads) {
    this.threads = threads;
  }

  @Override
  public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    return new Tested<>(BlockingChannel.bounded(capacity, onUndelivered));
  }

  @Override
  public boolean strictlyFifo() {
    return false;
  }

  @Override
  public Thread newThread(Runnable task) {
    return threads.newThread(task);
  }

  /** Begins an operation in a thread of its own. */
  <R> PendingThread<R> begin(Object channel, Callable<R> operation) {
    PendingThread<R> pending =
        new PendingThread<>(this::newThread, channel, operation, waiting::remove);
    waiting.add(pending);
    pending.start();
    return pending;
  }

  @Override
  public void close() {
    waiting.forEach(PendingThread::release);
  }

  private final class Tested<T> implements TestedChannel<T> {
    private final BlockingChannel<T> channel;

    Tested(BlockingChannel<T> channel) {
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
      return begin(
          channel,
          () -> {
            send(through, message);
            return null;
          });
    }

    @Override
    public Pending<@Nullable T> beginReceive() {
      return begin(channel, () -> channel.receiver().receive());
    }

    @Override
    public void send(Sender<T> through, T message) throws InterruptedException {
      ((BlockingSender<T>) through).send(message);
    }

    @Override
    public @Nullable T receive() throws InterruptedException {
      return channel.receiver().receive();
    }

    @Override
    public String toString() {
      return channel + " " + waiting;
    }
  }
}
