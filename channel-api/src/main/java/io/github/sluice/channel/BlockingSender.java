// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;

/**
 * A sender whose thread, platform or virtual, may wait for room.
 *
 * @param <T> the type of the messages
 */
public interface BlockingSender<T> extends Sender<T> {
  /**
   * Sends a message, waiting for room as long as it takes.
   *
   * <p>An interrupt ends the wait only if the message has not been accepted; when both happen at
   * once, the send returns normally and the thread stays interrupted. A thread interrupted before
   * the call may still send if it need not wait.
   *
   * @param message what to send
   * @throws InterruptedException if interrupted while waiting; the message was not sent
   * @throws ChannelClosedException if the channel or this handle is closed, or becomes so while
   *     waiting; it carries the message
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  void send(T message) throws InterruptedException;

  /**
   * Sends a message, waiting for room no longer than the given time.
   *
   * @param message what to send
   * @param timeout how long to wait at most; zero or less means one attempt without waiting, and
   *     more than 292 years means forever
   * @return {@link SendResult#SENT}, {@link SendResult#CLOSED}, or {@link SendResult#TIMED_OUT},
   *     which is never returned before the time is over
   * @throws InterruptedException if interrupted while waiting; the message was not sent
   * @throws NullPointerException if an argument is null; nothing has happened then
   */
  SendResult send(T message, Duration timeout) throws InterruptedException;

  @Override
  BlockingSender<T> copy();
}
