// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.internal.ChannelCore;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A bounded channel with many senders and one receiver, for code that must not block.
 *
 * <pre>{@code
 * AsyncChannel<String> channel = AsyncChannel.bounded(100);
 * AsyncSender<String> sender = channel.sender();
 * sender.send("hello").whenComplete((sent, failure) -> sender.close());
 * channel.receiver().receive().thenAccept(System.out::println);
 * }</pre>
 *
 * <p><b>Waiting.</b> No method waits for room or for a message. What must wait is a {@link
 * java.util.concurrent.CompletableFuture} or a {@link io.github.sluice.channel.Waker}.
 *
 * <p><b>Order.</b> Sends are served strictly in the order in which they began. The number of sends
 * that may be pending is not limited: a producer that should be held back must wait for the futures
 * it gets.
 *
 * <p><b>Where callbacks run.</b> Futures are completed and wakers called in the executor given to
 * the channel. Without one they run in the thread whose action ended the wait (rarely, in a thread
 * of their own, if that thread has gone on to something else at that very moment), for example in
 * {@code trySend}, before it returns; a callback that takes long delays that thread, and should not
 * block. What callbacks lead to in the same thread runs after them and not inside them, so a chain
 * of waits of any length does not exhaust the stack. (A future that is complete at once is a
 * different matter: its dependents run where they are attached, as with any CompletableFuture.) If
 * the executor refuses a callback, it runs as if there were no executor; an executor that accepts
 * callbacks and drops them loses what they were to deliver. What a waker throws goes to the
 * thread's uncaught exception handler.
 *
 * @param <T> the type of the messages
 */
public final class AsyncChannel<T> {
  private final ChannelCore<T> core;
  private final PendingSends<T> sends;
  private final PollingReceiver<T> receiver;

  private AsyncChannel(int capacity, Callbacks callbacks, Consumer<? super T> onUndelivered) {
    core = new ChannelCore<>(capacity, onUndelivered, callbacks);
    sends = new PendingSends<>(core, callbacks);
    receiver = new PollingReceiver<>(core, callbacks);
  }

  /**
   * Makes a channel whose callbacks run in the threads that cause them. Messages that it holds when
   * its receiver is cancelled are dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 1 to 2<sup>30</sup>
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range
   */
  public static <T> AsyncChannel<T> bounded(int capacity) {
    return new AsyncChannel<>(capacity, new Callbacks(null), message -> {});
  }

  /**
   * Makes a channel whose callbacks run in an executor. Messages that it holds when its receiver is
   * cancelled are dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 1 to 2<sup>30</sup>
   * @param executor where futures are completed and wakers called
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range
   * @throws NullPointerException if the executor is null
   */
  public static <T> AsyncChannel<T> bounded(int capacity, Executor executor) {
    return bounded(capacity, executor, message -> {});
  }

  /**
   * Makes a channel whose callbacks run in an executor, and that says which messages were accepted
   * and will not be received.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 1 to 2<sup>30</sup>
   * @param executor where futures are completed and wakers called; {@code Runnable::run} for the
   *     thread that causes it
   * @param onUndelivered is given, once, each message that the channel holds when its receiver is
   *     cancelled, in the thread that cancels
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range
   * @throws NullPointerException if the executor or {@code onUndelivered} is null
   */
  public static <T> AsyncChannel<T> bounded(
      int capacity, Executor executor, Consumer<? super T> onUndelivered) {
    Objects.requireNonNull(executor, "executor");
    return new AsyncChannel<>(capacity, new Callbacks(executor), onUndelivered);
  }

  /**
   * Returns a new sender handle, which keeps the stream open until it is closed.
   *
   * @return a handle of its own for every caller
   * @throws ChannelClosedException if the channel is closed
   */
  public AsyncSender<T> sender() {
    core.holdHandle();
    return new PollingSender<>(sends);
  }

  /**
   * Returns the receiver.
   *
   * @return the one receiver, the same at every call
   */
  public AsyncReceiver<T> receiver() {
    return receiver;
  }

  /** Describes the channel's state, never its messages. */
  @Override
  public String toString() {
    return "AsyncChannel" + core;
  }
}
