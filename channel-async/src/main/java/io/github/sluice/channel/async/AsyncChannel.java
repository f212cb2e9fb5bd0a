// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.Experimental;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.async.internal.receives.AsyncReceiverHandle;
import io.github.sluice.channel.async.internal.sends.AsyncSenderHandle;
import io.github.sluice.channel.async.internal.sends.PendingSends;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded channel with many senders and one receiver, for code that must not block.
 *
 * {@snippet id="AsyncChannel" lang="java" :
 * AsyncChannel<String> channel = AsyncChannel.bounded(100);
 * AsyncSender<String> sender = channel.sender();
 * sender.send("hello").whenComplete((sent, failure) -> sender.close());
 * channel.receiver().forEach(System.out::println).thenRun(() -> System.out.println("the end"));
 * }
 *
 * <p><b>Capacity.</b> Usually a number of messages, exactly, and a send that finds none waits. With
 * capacity 0, a rendezvous, the channel holds nothing: a send is accepted when the receiver waits
 * for a message, or takes it from a sender that waits; {@code trySend} is accepted if the receiver
 * waits, and {@code tryReceive} finds something if a sender does. The builder also has a capacity
 * by weight, and {@link Overflow policies} for senders that must never wait.
 *
 * <p><b>Waiting.</b> No method waits for capacity or for a message. What must wait is a {@link
 * java.util.concurrent.CompletableFuture} or a {@link io.github.sluice.channel.Waker}.
 *
 * <p><b>Order.</b> Sends that wait are granted strictly in the order in which they began to wait,
 * and nothing overtakes them: the thread that releases capacity puts the message of the first of
 * them into the channel, and its future is completed where callbacks run. A producer that should be
 * held back must wait for the futures it gets: the number of sends that may be pending is not
 * limited, unless by {@link Builder#maxPendingSends}.
 *
 * <p><b>Where callbacks run.</b> Futures are completed and wakers called in the executor given to
 * the channel. Without one they run in the thread whose action ended the wait, for example in
 * {@code trySend}, before it returns; a callback that takes long delays that thread, and should not
 * block. All effects of an operation precede the callbacks that it causes, and operations on many
 * messages, such as {@link AsyncReceiver#drain}, run callbacks at their end. The callbacks of a
 * timeout do not run in the timer: without an executor they run in one of a few daemon threads,
 * which all channels share. What callbacks lead to in the same thread runs after them and not
 * inside them, in whichever of the channels without an executor; so a chain of waits of any length,
 * through any number of them, does not exhaust the stack. (A future that is complete at once is a
 * different matter: its dependents run where they are attached, as with any CompletableFuture.) If
 * the executor refuses a callback, it runs as if there were no executor. A callback that fails for
 * want of stack or memory before it has had its effect runs again in a thread that has some. An
 * executor that accepts callbacks and drops them loses what they were to deliver. What a waker
 * throws goes to the thread's uncaught exception handler.
 *
 * @param <T> the type of the messages
 */
public final class AsyncChannel<T> implements Channel<T> {
  private final ChannelCore<T> core;
  private final PendingSends<T> sends;
  private final AsyncReceiverHandle<T> receiver;

  private AsyncChannel(Builder<T> builder) {
    Callbacks callbacks = new Callbacks(builder.executor, builder.scheduler);
    core = new ChannelCore<>(builder.options, callbacks);
    sends = new PendingSends<>(core, callbacks, builder.maxPendingSends);
    receiver = new AsyncReceiverHandle<>(core, callbacks);
  }

  /**
   * Creates a channel whose callbacks run in the threads that cause them. Messages that it holds
   * when its receiver is cancelled are dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 0 to 2<sup>30</sup>
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   */
  public static <T> AsyncChannel<T> bounded(int capacity) {
    return AsyncChannel.<T>builder(capacity).build();
  }

  /**
   * Creates a channel whose callbacks run in an executor. Messages that it holds when its receiver
   * is cancelled are dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 0 to 2<sup>30</sup>
   * @param executor where futures are completed and wakers called
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   * @throws NullPointerException if the executor is null
   */
  public static <T> AsyncChannel<T> bounded(int capacity, Executor executor) {
    return AsyncChannel.<T>builder(capacity).executor(executor).build();
  }

  /**
   * Begins to create a channel with any of the options that there are.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 0 to 2<sup>30</sup>
   * @return the options, all as for {@link #bounded(int)}
   */
  public static <T> Builder<T> builder(int capacity) {
    return new Builder<>(capacity);
  }

  @Override
  public AsyncSender<T> sender() {
    return core.opened(new AsyncSenderHandle<>(sends));
  }

  @Override
  public AsyncReceiver<T> receiver() {
    return receiver;
  }

  @Override
  public ChannelStats stats() {
    return core.stats();
  }

  /** Describes the channel's state, never its messages. */
  @Override
  public String toString() {
    return "AsyncChannel" + core;
  }

  /**
   * The options of a channel to be created.
   *
   * {@snippet id="AsyncChannel.Builder" lang="java" :
   * AsyncChannel<String> orders =
   *     AsyncChannel.<String>builder(100)
   *         .name("orders")
   *         .executor(eventLoop) // where futures are completed and wakers called
   *         .maxPendingSends(1000) // beside the 100 in the channel
   *         .onUndelivered(kept::add) // what is in the channel when it is cancelled
   *         .build();
   * }
   *
   * @param <T> the type of the messages
   */
  public static final class Builder<T> {
    private final ChannelOptions<T> options;
    private @Nullable Executor executor;
    private @Nullable ScheduledExecutorService scheduler;
    private int maxPendingSends = PendingSends.UNLIMITED;

    private Builder(int capacity) {
      options = new ChannelOptions<>(capacity);
    }

    /**
     * Sets the name of the channel, see {@link #name()}.
     *
     * @param name what the channel is called in logs, exceptions and recordings
     * @return this
     * @throws NullPointerException if the name is null
     */
    public Builder<T> name(String name) {
      options.name(name);
      return this;
    }

    /**
     * Sets where futures are completed and wakers called. Otherwise that is the thread that causes
     * it.
     *
     * @param executor the executor
     * @return this
     * @throws NullPointerException if the executor is null
     */
    public Builder<T> executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets what measures the time limits of sends and the lingers of batches, such as an event
     * loop, or in a test a virtual clock. Otherwise that is the timer that the JDK has for
     * CompletableFuture.
     *
     * <p>Of the scheduler only {@code schedule(Runnable, long, TimeUnit)} is called, and {@code
     * cancel} of what it returns. Where there is no executor, callbacks that are due because of a
     * time run in the scheduler's thread. If it refuses a task, a send throws what it throws, and
     * is not sent; a batch is complete with what it has. Selectors, {@link
     * io.github.sluice.channel.select.Timers} and threads that wait, in the blocking views, go by
     * {@link System#nanoTime}.
     *
     * @param scheduler the scheduler
     * @return this
     * @throws NullPointerException if the scheduler is null
     */
    public Builder<T> scheduler(ScheduledExecutorService scheduler) {
      this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets what is given, once, each message that was accepted and will not be received: because
     * the channel drops it ({@link Overflow}), in the thread that sends; because the channel holds
     * it when its receiver is cancelled, in the thread that cancels or that receives (see {@link
     * AsyncReceiver#cancel}); and each that a {@link AsyncSender#subscriber()} was given and could
     * not send. Otherwise they are dropped.
     *
     * @param onUndelivered what to do with such a message
     * @return this
     * @throws NullPointerException if it is null
     */
    public Builder<T> onUndelivered(Consumer<? super T> onUndelivered) {
      options.onUndelivered(onUndelivered);
      return this;
    }

    /**
     * Limits how many sends may be pending at a time, requests for permits included. One more that
     * finds no capacity fails at once with {@link PendingSendsExceededException}. Otherwise there
     * is no limit.
     *
     * <p>A send is pending until it is accepted, refused, withdrawn or its time is over. What waits
     * with a waker does not count: it is at most one for each poller. Nor does what waits for a
     * {@link AsyncSender#subscriber()}: that is at most what it has requested.
     *
     * @param maxPendingSends how many; none is allowed
     * @return this
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder<T> maxPendingSends(int maxPendingSends) {
      if (maxPendingSends < 0) {
        throw new IllegalArgumentException(
            options.cannotCreate()
                + "maxPendingSends must be at least 0, not "
                + maxPendingSends
                + ". With 0 no send waits; without the option there is no limit");
      }
      this.maxPendingSends = maxPendingSends;
      return this;
    }

    /**
     * Sets how a thread passes the time before it parks, in {@link AsyncReceiver#blocking()}.
     * Otherwise that is {@link WaitStrategy#ADAPTIVE}.
     *
     * @param waitStrategy how
     * @return this
     * @throws NullPointerException if it is null
     */
    public Builder<T> waitStrategy(WaitStrategy waitStrategy) {
      options.waitStrategy(waitStrategy);
      return this;
    }

    /**
     * Sets what a send does that finds no capacity. Otherwise that is {@link Overflow#WAIT}.
     *
     * @param overflow what
     * @return this
     * @throws NullPointerException if it is null
     */
    @Experimental
    public Builder<T> overflow(Overflow overflow) {
      options.overflow(overflow);
      return this;
    }

    /**
     * Sets what a message weighs. The capacity is a weight then, from 1 to 2<sup>20</sup>, of which
     * each message takes a part from when it is accepted until it has been received. A message that
     * weighs more than the capacity takes all of it: it is accepted when the channel is empty, and
     * alone. {@link AsyncChannel#size()} is still the number of messages; no capacity can be
     * reserved.
     *
     * @param weigher returns the weight of a message, at least 1, in the thread that sends it;
     *     called at every attempt to send, so it should be cheap. What it throws, the send throws
     *     before it has any effect.
     * @return this
     * @throws NullPointerException if it is null
     */
    @Experimental
    public Builder<T> weigher(ToIntFunction<? super T> weigher) {
      options.weigher(weigher);
      return this;
    }

    /**
     * Creates a channel.
     *
     * @return a new, open channel at every call
     * @throws IllegalArgumentException if the capacity is out of range or too large for the heap,
     *     or {@link Overflow#DROP_OLDEST} is asked for with a capacity of 0 or by weight
     */
    public AsyncChannel<T> build() {
      return new AsyncChannel<>(this);
    }
  }
}
