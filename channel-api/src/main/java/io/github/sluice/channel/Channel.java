// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * A bounded channel with many senders and one receiver: its two ends, and its state.
 *
 * {@snippet id="Channel" lang="java" :
 * static String describe(Channel<?> channel) { // blocking or async
 *   return String.format(
 *       "%s: %d of %d messages, %d waiting senders",
 *       channel.name(), channel.size(), channel.capacity(), channel.waitingSenders());
 * }
 * }
 *
 * @param <T> the type of the messages
 */
public interface Channel<T> extends ChannelState {
  /**
   * {@return a new sender handle, which keeps the stream open until it is closed}
   *
   * @throws ChannelClosedException if the channel is closed
   */
  Sender<T> sender();

  /** {@return the one receiver, the same at every call} */
  Receiver<T> receiver();

  /**
   * Returns what has happened in the channel so far. May be called from any thread. The first call
   * makes the channel count what it does not count otherwise: refusals and waits, none of which is
   * on the way of a send or receive that finds capacity or a message.
   *
   * <p>While other threads send or receive, the numbers are not those of one moment, but {@code
   * received} is never greater than {@code sent}. Totals are exact if this is called at least once
   * in 2<sup>39</sup> messages.
   *
   * @return the numbers
   */
  @Experimental
  ChannelStats stats();

  @Override
  default String name() {
    return receiver().name();
  }

  @Override
  default int size() {
    return receiver().size();
  }

  @Override
  default int capacity() {
    return receiver().capacity();
  }

  @Override
  default int remainingCapacity() {
    return receiver().remainingCapacity();
  }

  @Override
  default int outstandingPermits() {
    return receiver().outstandingPermits();
  }

  @Override
  default int waitingSenders() {
    return receiver().waitingSenders();
  }

  @Override
  default boolean isClosed() {
    return receiver().isClosed();
  }
}
