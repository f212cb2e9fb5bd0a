// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.internal.CallbackExecutor;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.parking.ParkingReceiver;
import java.util.function.Consumer;

/**
 * A bounded channel with many senders and one receiver, whose threads, platform or virtual, park
 * when they must wait.
 *
 * <pre>{@code
 * BlockingChannel<String> channel = BlockingChannel.bounded(100);
 * BlockingSender<String> sender = channel.sender();
 * Thread.startVirtualThread(() -> {
 *   try (sender) {
 *     sender.send("hello");
 *   } catch (InterruptedException e) {
 *     Thread.currentThread().interrupt();
 *   }
 * });
 * String message;
 * while ((message = channel.receiver().receive()) != null) {
 *   System.out.println(message);
 * }
 * }</pre>
 *
 * <p><b>Waiting.</b> Sending and receiving take no lock. A thread that must wait tries again for a
 * while, spinning if the capacity is small or else yielding the processor, and then parks. Virtual
 * threads do not spin, nor pin their carriers. A worker of a {@link
 * java.util.concurrent.ForkJoinPool} that parks is replaced by its pool meanwhile, if the pool may
 * start another.
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
public final class BlockingChannel<T> {
  private final ChannelCore<T> core;
  private final ParkingReceiver<T> receiver;

  private BlockingChannel(int capacity, Consumer<? super T> onUndelivered) {
    core = new ChannelCore<>(capacity, onUndelivered, CallbackExecutor.DIRECT);
    receiver = new ParkingReceiver<>(core);
  }

  /**
   * Creates a channel. Messages that it holds when its receiver is cancelled are dropped.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 1 to 2<sup>30</sup>
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   */
  public static <T> BlockingChannel<T> bounded(int capacity) {
    return new BlockingChannel<>(capacity, message -> {});
  }

  /**
   * Creates a channel that says which messages were accepted and will not be received.
   *
   * @param <T> the type of the messages
   * @param capacity how many messages it holds, exactly; from 1 to 2<sup>30</sup>
   * @param onUndelivered is given, once, each message that the channel holds when its receiver is
   *     cancelled, in the thread that cancels or that receives (see {@link
   *     BlockingReceiver#cancel})
   * @return a new, open channel
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap
   * @throws NullPointerException if {@code onUndelivered} is null
   */
  public static <T> BlockingChannel<T> bounded(int capacity, Consumer<? super T> onUndelivered) {
    return new BlockingChannel<>(capacity, onUndelivered);
  }

  /**
   * {@return a new sender handle, which keeps the stream open until it is closed}
   *
   * @throws ChannelClosedException if the channel is closed
   */
  public BlockingSender<T> sender() {
    return core.opened(new BargingSender<>(core));
  }

  /** {@return the one receiver, the same at every call} */
  public BlockingReceiver<T> receiver() {
    return receiver;
  }

  /** Describes the channel's state, never its messages. */
  @Override
  public String toString() {
    return "BlockingChannel" + core;
  }
}
