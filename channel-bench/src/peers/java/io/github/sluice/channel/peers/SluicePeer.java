// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.function.Consumer;

/**
 * Our async channel in threads, adapted as the peers are. It has all that is adapted, and is fair,
 * so whatever fails for it is wrong with the adapter.
 */
final class SluicePeer<T> extends Peer<T> {
  private final BlockingSender<T> sender;
  private final BlockingReceiver<T> receiver;

  SluicePeer(int capacity, Consumer<? super T> onUndelivered) {
    AsyncChannel<T> channel =
        AsyncChannel.<T>builder(capacity).onUndelivered(onUndelivered).build();
    sender = channel.sender().blocking();
    receiver = channel.receiver().blocking();
  }

  /** Opens a channel with capacity for one message too many. */
  static <T> Peer<T> weakened(int capacity, Consumer<? super T> onUndelivered) {
    return new SluicePeer<>(capacity + 1, onUndelivered);
  }

  @Override
  public SendResult trySend(T message) {
    return sender.trySend(message);
  }

  @Override
  public void send(T message) throws InterruptedException {
    sender.send(message);
  }

  @Override
  public T tryReceive() {
    return receiver.tryReceive();
  }

  @Override
  public T receive() throws InterruptedException {
    return receiver.receive();
  }

  @Override
  public T peek() {
    return receiver.peek();
  }

  @Override
  public int drain(Consumer<? super T> action, int limit) {
    return receiver.drain(action, limit);
  }

  @Override
  public int size() {
    return receiver.size();
  }

  @Override
  public int capacity() {
    return receiver.capacity();
  }

  @Override
  public int remainingCapacity() {
    return receiver.remainingCapacity();
  }

  @Override
  public void end() {
    sender.close();
  }

  @Override
  public void fail(Throwable cause) {
    sender.closeExceptionally(cause);
  }

  @Override
  public void close() {
    receiver.close();
  }

  @Override
  public void cancel() {
    receiver.cancel();
  }

  @Override
  public boolean isClosed() {
    return sender.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return receiver.isTerminated();
  }
}
