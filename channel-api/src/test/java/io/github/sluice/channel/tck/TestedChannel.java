// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import org.jspecify.annotations.Nullable;

/**
 * One channel, seen through what all channels have in common. Its {@code toString} shows the state
 * of the channel and of what waits in it.
 *
 * @param <T> the type of the messages
 */
public interface TestedChannel<T> {
  /**
   * Takes a handle from the channel.
   *
   * @return a new handle
   */
  Sender<T> sender();

  /**
   * Returns the one receiver.
   *
   * @return always the same
   */
  Receiver<T> receiver();

  /**
   * Begins a send, and returns when it has ended or waits in the channel.
   *
   * @param through the handle
   * @param message the message
   * @return the send
   */
  Pending<?> beginSend(Sender<T> through, T message);

  /**
   * Begins a receive, and returns when it has ended or waits in the channel.
   *
   * @return the receive
   */
  Pending<@Nullable T> beginReceive();

  /**
   * Sends a message, waiting for capacity in the calling thread.
   *
   * @param through the handle
   * @param message the message
   * @throws InterruptedException if interrupted while waiting
   */
  default void send(Sender<T> through, T message) throws InterruptedException {
    beginSend(through, message).await();
  }

  /**
   * Receives a message, waiting for it in the calling thread.
   *
   * @return the message, or null at the end of the stream
   * @throws InterruptedException if interrupted while waiting
   */
  default @Nullable T receive() throws InterruptedException {
    return beginReceive().await();
  }
}
