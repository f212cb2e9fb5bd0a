// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.Experimental;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import io.github.sluice.channel.internal.parking.ParkingReceiver;
import io.github.sluice.channel.internal.parking.ParkingSender;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * A bounded channel with many senders and one receiver, whose threads, platform or virtual, park
 * when they must wait.
 *
 * {@snippet id="BlockingChannel" lang="java" :
 * BlockingChannel<String> channel = BlockingChannel.bounded(100);
 * BlockingSender<String> sender = channel.sender();
 * new Thread(
 *         () -> {
 *           try (sender) { // closing the last sender ends the stream
 *             sender.send("hello");
 *           } catch (InterruptedException e) {
 *             Thread.currentThread().interrupt();
 *           }
 *         })
 *     .start();
 * String message;
 * while ((message = channel.receiver().receive()) != null) { // null: the stream has ended
 *   System.out.println(message);
 * }
 * }
 *
 * <p><b>Capacity.</b> Usually a number of messages, exactly, and a send that finds none waits. With
 * capacity 0, a rendezvous, the channel holds nothing: a send is accepted when the receiver waits
 * for a message, or takes it from a sender that waits; {@code trySend} is accepted if the receiver
 * waits, and {@code tryReceive} finds something if a sender does. The builder also has a capacity
 * by weight, and {@link Overflow policies} for senders that must never wait.
 *
 * <p><b>Waiting.</b> Sending and receiving take no lock. A thread that must wait tries again for a
 * while, spinning if the capacity is small or else yielding the processor, and then parks. Virtual
 * threads do the same, and do not pin their carriers. {@link WaitStrategy#PARKING} parks almost at
 * once. A worker of a {@link java.util.concurrent.ForkJoinPool} that parks is replaced by its pool
 * meanwhile, if the pool may start another.
 *
 * <p><b>Order.</b> Messages are received in the order in which their sends took effect. Sends that
 * wait are granted capacity in the order in which they began to wait: the thread that releases
 * capacity puts the message of the first of them into the channel. Sends that arrive may take the
 * capacity before it, until 1024 messages have overtaken a send that has become the first in the
 * queue. Then {@code trySend} returns {@code FULL} until that send has been granted. (The thread
 * that grants waiting sends counts; if it is suspended, more can overtake meanwhile.) Requests for
 * permits that wait are granted first come, first served, and before sends that may be overtaken.
 *
 * <p><b>Flight recordings.</b> Waits of more than 20 ms (a threshold that can be set), the closing
 * of the channel and undelivered messages are JFR events, named {@code io.github.sluice.*}, if the
 * JVM has the module {@code jdk.jfr}.
 *
 * @param <T> the type of the messages
 */
public final class BlockingChannel<T> implements Channel<T> {
  private final ChannelCore<T> core;
  private final ParkingReceiver<T> receiver;

  private BlockingChannel(Builder<T> builder) {
    core = new ChannelCore<>(builder.options, CallbackExecutor.DIRECT);
    receiver = new ParkingReceiver<>(core);
  }

  /**
   * Creates a channel without a name. Messages that it holds when its receiver is cancelled are
   * dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 0 to 2<sup>30</sup>
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   */
  public static <T> BlockingChannel<T> bounded(int capacity) {
    return BlockingChannel.<T>builder(capacity).build();
  }

  /**
   * Creates a channel without a name that says which messages will not be received.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 0 to 2<sup>30</sup>
   * @param onUndelivered what to do with them, see {@link Builder#onUndelivered}
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   * @throws NullPointerException if {@code onUndelivered} is null
   */
  public static <T> BlockingChannel<T> bounded(int capacity, Consumer<? super T> onUndelivered) {
    return BlockingChannel.<T>builder(capacity).onUndelivered(onUndelivered).build();
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
  public BlockingSender<T> sender() {
    return core.opened(new ParkingSender<>(core, true));
  }

  @Override
  public BlockingReceiver<T> receiver() {
    return receiver;
  }

  @Override
  public ChannelStats stats() {
    return core.stats();
  }

  /** Describes the channel's state, never its messages. */
  @Override
  public String toString() {
    return "BlockingChannel" + core;
  }

  /**
   * The options of a channel to be created.
   *
   * {@snippet id="BlockingChannel.Builder" lang="java" :
   * BlockingChannel<String> orders =
   *     BlockingChannel.<String>builder(100)
   *         .name("orders")
   *         .onUndelivered(unfinished::add) // what is in the channel when it is cancelled
   *         .build();
   * }
   *
   * @param <T> the type of the messages
   */
  public static final class Builder<T> {
    private final ChannelOptions<T> options;

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
     * Sets what is given, once, each message that was accepted and will not be received: because
     * the channel drops it ({@link Overflow}), in the thread that sends; because the channel holds
     * it when its receiver is cancelled, in the thread that cancels or that receives (see {@link
     * BlockingReceiver#cancel}). Otherwise they are dropped.
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
     * Sets how a thread passes the time before it parks. Otherwise that is {@link
     * WaitStrategy#ADAPTIVE}.
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
     * alone. {@link BlockingChannel#size()} is still the number of messages; no capacity can be
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
    public BlockingChannel<T> build() {
      return new BlockingChannel<>(this);
    }
  }
}
