// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.TestedChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Async channels in which one waits with wakers, as a task of an event loop does. */
final class WakerFixture implements ChannelFixture {
  @Override
  public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    return new Tested<>(
        AsyncChannel.<T>builder(capacity)
            .executor(FutureFixture::refuse)
            .onUndelivered(onUndelivered)
            .build());
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
  public int handlesOfAWaitingSend() {
    return 1;
  }

  private static final class Tested<T> implements TestedChannel<T> {
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
      if (channel.capacity() == 0) { // no task can reserve any, so sends wait with a future
        return FutureFixture.beginSend(channel, through, message);
      }
      if (message == null) {
        through.trySend(message);
      }
      AsyncSender<T> handle;
      try {
        handle = ((AsyncSender<T>) through).copy();
      } catch (ChannelClosedException e) {
        return PendingTask.failed(
            channel,
            new ChannelClosedException(channel.name() + " is closed", message, e.getCause()));
      }
      PendingTask<?> send = new SendTask<>(channel, handle, message);
      send.wake();
      return send;
    }

    @Override
    public Pending<@Nullable T> beginReceive() {
      PendingTask<@Nullable T> receive = new ReceiveTask<>(channel, channel.receiver());
      receive.wake();
      return receive;
    }

    @Override
    public String toString() {
      return channel.toString();
    }
  }

  /** A task with a handle of its own that has one message to send. */
  private static final class SendTask<T> extends PendingTask<Void> {
    private final AsyncSender<T> handle;
    private final SendPoller<T> poller;
    private final T message;

    SendTask(Object channel, AsyncSender<T> handle, T message) {
      super(channel);
      this.handle = handle;
      poller = handle.poller();
      this.message = message;
    }

    @Override
    boolean poll() {
      for (boolean asked = false; ; asked = true) {
        SendResult result = poller.trySend(message);
        if (result == SendResult.SENT) {
          succeed(null);
          return true;
        }
        if (result == SendResult.CLOSED) {
          fail(
              new ChannelClosedException(
                  handle.name() + " is closed", message, failureOfTheChannel()));
          return true;
        }
        if (asked) {
          fail(new AssertionError("FULL after pollReady was true"));
          return true;
        }
        if (!poller.pollReady(this)) {
          return false;
        }
      }
    }

    /** Polls as a task would after CLOSED; null if the channel was not closed by a failure. */
    private @Nullable Throwable failureOfTheChannel() {
      try {
        handle.copy().close();
        return new AssertionError("CLOSED, but could be copied");
      } catch (ChannelClosedException e) {
        return e.getCause();
      }
    }

    @Override
    void ended() {
      poller.close();
      handle.close();
    }
  }

  /** A task that is to receive one message. */
  private static final class ReceiveTask<T> extends PendingTask<@Nullable T> {
    private final AsyncReceiver<T> receiver;

    ReceiveTask(Object channel, AsyncReceiver<T> receiver) {
      super(channel);
      this.receiver = receiver;
    }

    @Override
    boolean poll() {
      T message = receiver.poll(this);
      if (message == null && !receiver.isTerminated()) {
        return false;
      }
      // If it has ended since it was asked, only asking again shows whether it has failed.
      succeed(message != null ? message : receiver.poll(this));
      return true;
    }
  }
}
