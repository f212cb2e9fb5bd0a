// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.TestedChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Locked channels, in which threads wait. */
final class LockedFixture implements ChannelFixture {
  private final Flaw flaw;
  private final PendingThreads threads = new PendingThreads(this::newThread);

  LockedFixture(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public boolean isSelectable() {
    return false;
  }

  @Override
  public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    return new Tested<>(new LockedChannel<>(capacity, onUndelivered, flaw));
  }

  @Override
  public boolean hasOneOwner() {
    return false;
  }

  @Override
  public boolean strictlyFifo() {
    return true;
  }

  @Override
  public void close() {
    threads.close();
  }

  private final class Tested<T> implements TestedChannel<T> {
    private final LockedChannel<T> channel;
    private final LockedReceiver<T> receiver;

    Tested(LockedChannel<T> channel) {
      this.channel = channel;
      receiver = new LockedReceiver<>(channel);
    }

    @Override
    public Sender<T> sender() {
      return LockedSender.of(channel);
    }

    @Override
    public Receiver<T> receiver() {
      return receiver;
    }

    @Override
    public Pending<?> beginSend(Sender<T> through, T message) {
      return threads.begin(
          receiver,
          () -> {
            send(through, message);
            return null;
          });
    }

    @Override
    public Pending<@Nullable T> beginReceive() {
      return threads.begin(receiver, receiver::receive);
    }

    @Override
    public void send(Sender<T> through, T message) throws InterruptedException {
      ((LockedSender<T>) through).send(message);
    }

    @Override
    public @Nullable T receive() throws InterruptedException {
      return receiver.receive();
    }

    @Override
    public String toString() {
      return "size " + receiver.size() + ", closed " + receiver.isClosed();
    }
  }
}
