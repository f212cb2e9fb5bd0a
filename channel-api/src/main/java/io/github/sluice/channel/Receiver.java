// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one end at which messages leave a channel.
 *
 * <p>A receiver may be used by one thread at a time; handing it from one thread to another needs a
 * <i>happens-before</i> between their uses. {@link #close()}, {@link #isClosed()}, {@link
 * #isTerminated()}, {@link #size()} and {@link #capacity()} may be called from any thread at any
 * time.
 *
 * <p><b>Failure.</b> If a sender ended the stream by {@link Sender#fail}, then after everything
 * accepted has been received every receiving method throws {@link ChannelFailedException} where it
 * would otherwise say that there is nothing, or that the stream has ended.
 *
 * @param <T> the type of the messages
 */
public interface Receiver<T> extends AutoCloseable {
  /**
   * Takes the next message if there is one.
   *
   * <p>Does not wait for a message to be sent. If a sender has claimed the next place and is about
   * to write its message there (a few instructions), this method waits for that write, first
   * spinning, then yielding, then sleeping for up to a millisecond at a time, so that {@code null}
   * always means that the channel was empty.
   *
   * @return the message, or {@code null} if there is nothing now; {@link #isTerminated()} tells
   *     whether there will ever be
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalStateException if the receiver is seen to be in use by another thread, or by an
   *     outstanding future
   */
  @Nullable T tryReceive();

  /**
   * Takes what is there, without waiting, and hands each message to an action.
   *
   * <p>An exception from the action ends the method; the message that it was given has been
   * received.
   *
   * @param action what to do with each message, in the order of sending
   * @param limit how many messages to take at most
   * @return how many were taken, from 0 to the limit
   * @throws ChannelFailedException if the stream has failed and everything had been received before
   * @throws IllegalArgumentException if the limit is negative
   * @throws IllegalStateException if the receiver is seen to be in use, as in {@link #tryReceive}
   * @throws NullPointerException if the action is null
   */
  int drain(Consumer<? super T> action, int limit);

  /**
   * Tells whether the channel is closed to new messages: by this receiver, by {@link Sender#fail},
   * or because the last sender handle has been closed. There may be messages left.
   *
   * @return true once and forever when that is so
   */
  boolean isClosed();

  /**
   * Tells whether the stream has ended: the channel is closed, and nothing is left in it nor can
   * come into it.
   *
   * @return true once and forever when no message will be received any more
   */
  boolean isTerminated();

  /**
   * Returns how many messages the channel holds at this moment, from 0 to {@link #capacity()}.
   *
   * @return the number of messages accepted and not yet received
   */
  int size();

  /**
   * Tells whether the channel holds no message at this moment.
   *
   * @return whether {@link #size()} is 0
   */
  default boolean isEmpty() {
    return size() == 0;
  }

  /**
   * Returns how many messages the channel can hold.
   *
   * @return exactly the capacity that the channel was made with
   */
  int capacity();

  /**
   * Closes the channel and empties it: sends that wait fail with their message, and each message
   * that the channel holds is handed to its {@code onUndelivered}, in order, in this thread.
   *
   * <p>Like receiving, this is for one thread at a time. It may come while another thread waits for
   * a message, which is then told that the stream has ended, or returns what had just come; but not
   * while another takes messages without waiting for them, which cannot be seen, and which every
   * loop does between its waits. So the end of a receiving thread that may be at work is brought
   * about by {@link #close()}.
   *
   * <p>Idempotent. After that a failure of the stream is no longer reported. An exception from
   * {@code onUndelivered} does not keep the next message from it; the first one is thrown at the
   * end, with the others suppressed.
   */
  void cancel();

  /**
   * Closes the channel to new messages: sends that wait fail with their message; what has been
   * accepted can still be received, and then the stream ends.
   *
   * <p>Idempotent, does not wait, and may be called from any thread.
   */
  @Override
  void close();
}
