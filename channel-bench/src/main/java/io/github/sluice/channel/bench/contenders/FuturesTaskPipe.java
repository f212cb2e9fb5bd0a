// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The async channel with futures: a task is resumed by what it attaches to one. */
public final class FuturesTaskPipe implements TaskPipe {
  private final AsyncChannel<Object> channel;
  private final AsyncReceiver<Object> receiver;

  /** The receive that the receiving task waits for, or null. */
  private CompletableFuture<Object> awaited;

  /** The same, of many messages. */
  private CompletableFuture<Integer> awaitedMany;

  public FuturesTaskPipe(int capacity) {
    this(AsyncChannel.bounded(capacity));
  }

  FuturesTaskPipe(AsyncChannel<Object> channel) {
    this.channel = channel;
    receiver = channel.receiver();
  }

  @Override
  public Inlet inlet() {
    return new FuturesInlet(channel.sender());
  }

  @Override
  public Object receive(Waker resume) {
    CompletableFuture<Object> future = awaited;
    if (future == null) {
      future = receiver.receive();
      if (!future.isDone()) {
        awaited = future;
        future.thenRun(resume::wake);
        return null;
      }
    }
    awaited = null;
    return future.join();
  }

  @Override
  public boolean receiveMany(Collection<Object> into, int limit, Waker resume) {
    CompletableFuture<Integer> future = awaitedMany;
    if (future == null) {
      future = receiver.receiveMany(into, limit);
      if (!future.isDone()) {
        awaitedMany = future;
        future.thenRun(resume::wake);
        return false;
      }
    }
    awaitedMany = null;
    return future.join() > 0;
  }

  private static final class FuturesInlet implements Inlet {
    private final AsyncSender<Object> sender;

    /** The send that the sending task waits for, or null. */
    private CompletableFuture<Void> awaited;

    FuturesInlet(AsyncSender<Object> sender) {
      this.sender = sender;
    }

    @Override
    public boolean send(Object message, Waker resume) {
      CompletableFuture<Void> future = awaited;
      if (future == null) {
        future = sender.send(message);
        if (!future.isDone()) {
          awaited = future;
          future.thenRun(resume::wake);
          return false;
        }
      }
      awaited = null;
      future.join();
      return true;
    }
  }
}
