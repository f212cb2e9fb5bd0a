// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * A handle through which messages enter a channel.
 *
 * <p>Every handle keeps the stream open until it is closed; the stream ends when the last one is.
 * The usual way is one handle per producer, each closed by the producer that has it. One handle may
 * also be shared: all methods may be called from any thread.
 *
 * <p><b>Order.</b> Messages sent one after the other, through whichever handles, are received in
 * that order.
 *
 * @param <T> the type of the messages
 */
public interface Sender<T> extends AutoCloseable {
  /**
   * Sends a message if that needs no waiting.
   *
   * <p>Being closed takes precedence over being full. A successful return means that the channel
   * has accepted the message, and <i>happens-before</i> that message's receipt.
   *
   * @param message what to send
   * @return {@link SendResult#SENT}, {@link SendResult#FULL} or {@link SendResult#CLOSED}
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  SendResult trySend(T message);

  /**
   * Returns another handle to the same channel, which keeps the stream open by itself.
   *
   * @return a new, open handle
   * @throws ChannelClosedException if this handle or the channel is closed
   */
  Sender<T> copy();

  /**
   * Tells whether nothing more can be sent through this handle: it is closed, or the channel is.
   *
   * @return true once and forever when that is so
   */
  boolean isClosed();

  /**
   * Returns how many messages the channel holds at this moment, from 0 to {@link #capacity()}.
   *
   * @return the number of messages accepted and not yet received
   */
  int size();

  /**
   * Returns how many messages the channel can hold.
   *
   * @return exactly the capacity that the channel was made with
   */
  int capacity();

  /**
   * Returns how many messages could be sent at this moment without waiting.
   *
   * @return the capacity less the messages held and less the room promised to waiting senders
   */
  int remainingCapacity();

  /**
   * Closes this handle. Closing the last open handle ends the stream: what has been accepted, and
   * what still waits to be, is received first.
   *
   * <p>Idempotent, and does not wait. Sends that are already waiting on this handle go on.
   */
  @Override
  void close();
}
