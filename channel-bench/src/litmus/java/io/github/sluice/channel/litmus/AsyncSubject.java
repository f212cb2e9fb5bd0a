// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The async channel, whose callbacks run in the threads that cause them. */
final class AsyncSubject extends ChannelSubject {
  private final AsyncSender<Integer> sender;
  private final AsyncReceiver<Integer> receiver;

  AsyncSubject(int capacity) {
    this(capacity, new AtomicInteger());
  }

  private AsyncSubject(int capacity, AtomicInteger undelivered) {
    this(
        AsyncChannel.<Integer>builder(capacity)
            .onUndelivered(message -> undelivered.incrementAndGet())
            .build(),
        undelivered);
  }

  private AsyncSubject(AsyncChannel<Integer> channel, AtomicInteger undelivered) {
    this(channel.sender(), channel.receiver(), undelivered);
  }

  private AsyncSubject(
      AsyncSender<Integer> sender, AsyncReceiver<Integer> receiver, AtomicInteger undelivered) {
    super(sender, receiver, undelivered);
    this.sender = sender;
    this.receiver = receiver;
  }

  @Override
  CompletableFuture<Void> send(Integer message) {
    return sender.send(message);
  }

  @Override
  Wait receiveOrWait(Waker waker) {
    if (receiver.poll(waker) != null) {
      return Wait.MESSAGE;
    }
    return receiver.isTerminated() ? Wait.ENDED : Wait.WAITING;
  }

  @Override
  CompletableFuture<Integer> receive() {
    return receiver.receive();
  }

  @Override
  CompletableFuture<?> reserve(int messages) {
    return sender.reserve(messages);
  }

  @Override
  void receiveMany(Collection<Integer> into, int limit) {
    receiver.receiveMany(into, limit);
  }

  @Override
  void pollMany(Collection<Integer> into, int limit) {
    receiver.pollMany(into, limit, () -> {});
  }
}
