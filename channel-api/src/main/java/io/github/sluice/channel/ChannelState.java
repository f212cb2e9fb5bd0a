// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * What a channel, its receiver and its sender handles say of the channel's state.
 *
 * <p><b>Consistency.</b> All methods may be called from any thread, and none waits. Each returns
 * the value at one moment during its call, and two calls are two moments: while other threads send
 * or receive, the numbers need not add up, and may have changed when the caller looks at them. When
 * no operation is in progress they are exact. So they are good for metrics and logs. To act on the
 * state use the methods that check and act at once: {@link Sender#trySend}, {@link
 * Sender#tryReserve}, {@link Receiver#tryReceive}.
 *
 * {@snippet id="ChannelState" lang="java" :
 * // Wrong: another sender may take the capacity between the check and the send, which then waits.
 * if (!channel.isFull()) {
 *   sender.send(message);
 * }
 * // Right: checks and acts at once.
 * if (!sender.trySend(message).isSent()) {
 *   kept.add(message);
 * }
 * }
 */
public interface ChannelState {
  /**
   * Returns the channel's name, which its {@code toString}, exceptions and flight recorder events
   * contain, and the {@code toString} of what its waiting threads park on.
   *
   * @return the name given to the channel's builder; otherwise {@code @} and the hexadecimal
   *     identity hash code that flight recorder events have for the channel
   */
  String name();

  /**
   * {@return the number of messages accepted and not yet received, from 0 to the capacity; with
   * capacity 0, 1 from when a message has been handed over until it is received}
   */
  int size();

  /** {@return whether {@link #size()} is 0} */
  default boolean isEmpty() {
    return size() == 0;
  }

  /** {@return whether a message would have to wait: {@link #remainingCapacity()} is 0} */
  default boolean isFull() {
    return remainingCapacity() == 0;
  }

  /**
   * {@return how many messages the channel can hold, or with a {@code weigher} which weight:
   * exactly the capacity it was created with}
   */
  int capacity();

  /**
   * Returns how many messages could be sent without waiting and without a permit.
   *
   * <p>While a waiter is queued that nothing may overtake, that is none, whatever the channel
   * holds: a pending send of an async channel, a {@link SendPoller} that waits, a request for
   * permits, or a blocking send that as many messages as are allowed have overtaken. So when no
   * operation is in progress, this is 0 exactly if {@link Sender#trySend} would return {@link
   * SendResult#FULL}, or would return it if the channel were not closed.
   *
   * <p>With a {@code weigher} it is the weight that is free. With capacity 0 it is 1 while the
   * receiver waits, and 0 otherwise.
   *
   * @return 0 while such a waiter is queued; otherwise the capacity less the messages held and less
   *     the permits outstanding
   */
  int remainingCapacity();

  /**
   * {@return for how many messages capacity is reserved, by {@linkplain Permit permits} that have
   * been neither used nor returned and by {@linkplain SendPoller pollers}}
   */
  int outstandingPermits();

  /**
   * {@return how many sends, requests for permits and {@linkplain SendPoller pollers} are queued
   * for capacity; a blocking send that still tries again before it parks is not}
   */
  int waitingSenders();

  /**
   * Returns whether the channel is closed to new messages: by its receiver, by {@link
   * Sender#closeExceptionally}, or because nothing keeps the stream open any more, neither an open
   * sender handle nor an outstanding permit nor a send that waits. There may be messages left.
   *
   * @return true once and forever when that is so
   */
  boolean isClosed();
}
