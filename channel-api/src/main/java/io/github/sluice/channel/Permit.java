// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * The right to send a number of messages, usually one, without waiting: capacity of a channel that
 * has been reserved for its holder.
 *
 * <p>A permit counts against the channel's capacity, and keeps the stream open, until all of it has
 * been used or it is closed; so one that is forgotten takes its capacity away for good. Hold it in
 * a {@code try} statement. It does not need the handle that it came from, which may be closed.
 *
 * <p><b>Order.</b> Messages are received in the order in which they are sent, not in that in which
 * their permits were given.
 *
 * <p>All methods may be called from any thread and never wait.
 *
 * {@snippet id="Permit-wrong" lang="java" :
 * // Wrong: if compute() throws, the permit is forgotten, and its capacity gone for good.
 * Permit<String> permit = sender.reserve();
 * permit.send(compute());
 * }
 *
 * {@snippet id="Permit" lang="java" :
 * // Right: what has not been used is returned.
 * try (Permit<String> permit = sender.reserve()) {
 *   permit.send(compute());
 * }
 * }
 *
 * @param <T> the type of the messages
 */
public interface Permit<T> extends AutoCloseable {
  /**
   * Sends a message and so uses up one of the {@link #remaining()}.
   *
   * <p>Succeeds also when the channel has been closed, or has failed, since the permit was given:
   * the receiver waits for outstanding permits. Only {@link Receiver#cancel()} makes it useless.
   *
   * <p>A successful return <i>happens-before</i> that message's receipt.
   *
   * @param message what to send
   * @return {@link SendResult#SENT}; or {@link SendResult#CLOSED} if the receiver has been
   *     cancelled: then the message is still the caller's, and one of the permit is used up
   * @throws NullPointerException if the message is null; nothing has happened then
   * @throws IllegalStateException if nothing remains of this permit, or it has been closed; the
   *     message is still the caller's
   */
  SendResult send(T message);

  /** {@return how many messages can still be sent with this; 0 after {@link #close()}} */
  int remaining();

  /**
   * Returns what has not been used. Idempotent.
   *
   * <p>The capacity is granted to waiting sends, and if the channel is closed and this was the last
   * permit, the stream ends.
   */
  @Override
  void close();
}
