// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Channels in which threads of one kind wait, one for every operation begun. */
public abstract class ThreadFixture implements ChannelFixture {
  private final ThreadKind threads;
  private final PendingThreads waiting = new PendingThreads(this::newThread);

  /** Creates a fixture whose threads are of that kind. */
  protected ThreadFixture(ThreadKind threads) {
    this.threads = threads;
  }

  /**
   * A channel's two ends.
   *
   * @param <T> the type of the messages
   * @param newSender takes a handle from the channel
   * @param receiver the receiver
   */
  public record Ends<T>(Supplier<BlockingSender<T>> newSender, BlockingReceiver<T> receiver) {}

  /** Creates a channel. */
  protected abstract <T> Ends<T> open(int capacity, Consumer<? super T> onUndelivered);

  @Override
  public final <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    return new Tested<>(open(capacity, onUndelivered));
  }

  @Override
  public final Thread newThread(Runnable task) {
    return threads.newThread(task);
  }

  /** Begins an operation in a thread of its own. */
  public final <R> PendingThread<R> begin(Object channel, Callable<R> operation) {
    return waiting.begin(channel, operation);
  }

  @Override
  public final void close() {
    waiting.close();
  }

  private final class Tested<T> implements TestedChannel<T> {
    private final Ends<T> ends;

    Tested(Ends<T> ends) {
      this.ends = ends;
    }

    @Override
    public Sender<T> sender() {
      return ends.newSender().get();
    }

    @Override
    public Receiver<T> receiver() {
      return ends.receiver();
    }

    @Override
    public Pending<?> beginSend(Sender<T> through, T message) {
      return begin(
          ends,
          () -> {
            send(through, message);
            return null;
          });
    }

    @Override
    public Pending<@Nullable T> beginReceive() {
      return begin(ends, () -> ends.receiver().receive());
    }

    @Override
    public void send(Sender<T> through, T message) throws InterruptedException {
      ((BlockingSender<T>) through).send(message);
    }

    @Override
    public @Nullable T receive() throws InterruptedException {
      return ends.receiver().receive();
    }

    @Override
    public String toString() {
      return ends.receiver() + " " + waiting;
    }
  }
}
