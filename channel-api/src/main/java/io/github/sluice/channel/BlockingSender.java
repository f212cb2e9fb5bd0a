// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A sender whose thread, platform or virtual, may wait for capacity.
 *
 * <p><b>Interrupts.</b> An interrupt ends a wait only if what was waited for has not been given;
 * when both happen at once, the method returns normally and the thread stays interrupted. A thread
 * interrupted before the call still succeeds if it need not wait.
 *
 * <p><b>Timeouts.</b> Zero or less means one attempt without waiting, and more than 292 years means
 * forever. No method gives up before the time is over.
 *
 * {@snippet id="BlockingSender" lang="java" :
 * try (sender) { // however this block ends, the stream does not wait for this handle
 *   for (String order : List.of("one", "two")) {
 *     sender.send(order); // waits while the channel is full
 *   }
 * }
 * }
 *
 * @param <T> the type of the messages
 */
public interface BlockingSender<T> extends Sender<T> {
  /**
   * Sends a message, waiting for capacity as long as it takes.
   *
   * {@snippet id="BlockingSender.send" lang="java" :
   * try {
   *   sender.send("order");
   * } catch (ChannelClosedException e) { // the receiver wants no more
   *   kept.add((String) e.undelivered());
   * }
   * }
   *
   * @param message what to send
   * @throws InterruptedException if interrupted while waiting; the message was not sent
   * @throws ChannelClosedException if the channel or this handle is closed, or the channel becomes
   *     so while waiting; it carries the message
   * @throws IllegalStateException if there is no capacity, and this thread is in an action that the
   *     channel's receiver runs, which must return first
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  void send(T message) throws InterruptedException;

  /**
   * Sends a message, waiting for capacity no longer than the given time.
   *
   * {@snippet id="BlockingSender.trySend" lang="java" :
   * switch (sender.trySend("order", timeout)) {
   *   case SENT -> System.out.println("sent");
   *   case TIMED_OUT -> kept.add("order"); // for later
   *   default -> System.out.println("closed");
   * }
   * }
   *
   * @param message what to send
   * @param timeout how long to wait at most
   * @return {@link SendResult#SENT}, {@link SendResult#CLOSED} or {@link SendResult#TIMED_OUT};
   *     being closed takes precedence over the time
   * @throws InterruptedException if interrupted while waiting; the message was not sent
   * @throws NullPointerException if an argument is null; nothing has happened then
   */
  SendResult trySend(T message, Duration timeout) throws InterruptedException;

  /**
   * Sends messages from a queue, waiting for capacity for each as long as it takes.
   *
   * <p>Each message is removed from the queue when the channel has accepted it. However this method
   * ends, what has been accepted is no longer in the queue, and what has not been still is.
   * Messages of other senders may come in between.
   *
   * <p>From an {@link java.util.ArrayDeque} (not from a subclass) as many messages as there is
   * capacity for, up to 64, are sent together, which costs less than to send each. If this thread
   * is suspended meanwhile, their slots are taken, and the receiver waits for it.
   *
   * {@snippet id="BlockingSender.sendAll" lang="java" :
   * Queue<String> orders = new ArrayDeque<>(List.of("one", "two", "three"));
   * try {
   *   sender.sendAll(orders);
   * } catch (ChannelClosedException e) {
   *   kept.addAll(orders); // what was sent is no longer in the queue
   * }
   * }
   *
   * @param messages what to send, in the order of the queue; no other thread may change its first
   *     element meanwhile, nor may a callback that this method runs
   * @return how many were sent: as many as the queue yielded
   * @throws InterruptedException if interrupted while waiting; the queue holds the rest
   * @throws ChannelClosedException if the channel or this handle is closed, or the channel becomes
   *     so while waiting; the queue holds the rest
   * @throws IllegalStateException if there is no capacity, and this thread is in an action that the
   *     channel's receiver runs, which must return first
   * @throws NullPointerException if the queue is null; nothing has happened then
   */
  int sendAll(Queue<? extends T> messages) throws InterruptedException;

  /**
   * Sends messages from a queue, waiting for capacity no longer than the given time in all.
   *
   * <p>Each message is removed from the queue when the channel has accepted it, as in {@link
   * #sendAll(Queue)}.
   *
   * {@snippet id="BlockingSender.trySendAll" lang="java" :
   * Queue<String> orders = new ArrayDeque<>(List.of("one", "two", "three"));
   * int sent = sender.trySendAll(orders, timeout);
   * kept.addAll(orders); // the others, if the time is over
   * }
   *
   * @param messages what to send, in the order of the queue; no other thread may change its first
   *     element meanwhile, nor may a callback that this method runs
   * @param timeout how long to wait at most
   * @return how many were sent; when the time is over, the others are still in the queue
   * @throws InterruptedException if interrupted while waiting; the queue holds the rest
   * @throws ChannelClosedException as in {@link #sendAll(Queue)}
   * @throws NullPointerException if an argument is null; nothing has happened then
   */
  int trySendAll(Queue<? extends T> messages, Duration timeout) throws InterruptedException;

  /**
   * Reserves capacity for one message, waiting for it as long as it takes.
   *
   * {@snippet id="BlockingSender.reserve" lang="java" :
   * try (Permit<String> permit = sender.reserve()) { // first the capacity,
   *   permit.send(source.remove()); // then the message, which needs no waiting
   * }
   * }
   *
   * @return a permit for one message
   * @throws InterruptedException if interrupted while waiting; nothing was reserved
   * @throws ChannelClosedException if the channel or this handle is closed, or the channel becomes
   *     so while waiting
   * @throws IllegalStateException if there is no capacity, and this thread is in an action that the
   *     channel's receiver runs, which must return first
   * @throws UnsupportedOperationException as in {@link #reserve(int)}
   */
  default Permit<T> reserve() throws InterruptedException {
    return reserve(1);
  }

  /**
   * Reserves capacity for a number of messages, waiting for all of it as long as it takes.
   *
   * <p>Requests are granted in the order in which they came, and before waiting sends that may be
   * overtaken. As long as one waits, nothing that comes later gets any capacity: so one for much is
   * not starved by many for little.
   *
   * {@snippet id="BlockingSender.reserve-many" lang="java" :
   * try (Permit<String> permit = sender.reserve(2)) { // waits for both
   *   permit.send("debit");
   *   permit.send("credit");
   * }
   * }
   *
   * @param messages how many; none is allowed, and needs no waiting
   * @return a permit for so many messages
   * @throws InterruptedException if interrupted while waiting; nothing was reserved
   * @throws ChannelClosedException if the channel or this handle is closed, or the channel becomes
   *     so while waiting
   * @throws IllegalArgumentException if the number is negative, or greater than {@link #capacity()}
   *     or 1 048 575, so that there can never be so much capacity
   * @throws IllegalStateException if there is no capacity, and this thread is in an action that the
   *     channel's receiver runs, which must return first
   * @throws UnsupportedOperationException if the channel has capacity 0, weighs or drops messages
   */
  Permit<T> reserve(int messages) throws InterruptedException;

  /**
   * Reserves capacity for a number of messages, waiting for all of it no longer than the given
   * time.
   *
   * {@snippet id="BlockingSender.tryReserve" lang="java" :
   * try (Permit<String> permit = sender.tryReserve(2, timeout)) {
   *   if (permit == null) { // there was not capacity for both in time
   *     kept.addAll(List.of("debit", "credit"));
   *   } else {
   *     permit.send("debit");
   *     permit.send("credit");
   *   }
   * }
   * }
   *
   * @param messages how many; none is allowed, and needs no waiting
   * @param timeout how long to wait at most
   * @return a permit for so many messages; {@code null} if the time is over
   * @throws InterruptedException if interrupted while waiting; nothing was reserved
   * @throws ChannelClosedException as in {@link #reserve(int)}
   * @throws IllegalArgumentException as in {@link #reserve(int)}
   * @throws NullPointerException if the timeout is null; nothing has happened then
   * @throws UnsupportedOperationException as in {@link #reserve(int)}
   */
  @Nullable Permit<T> tryReserve(int messages, Duration timeout) throws InterruptedException;

  @Override
  BlockingSender<T> copy();

  @Override
  WeakSender<BlockingSender<T>> downgrade();
}
