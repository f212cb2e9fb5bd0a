// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A receiver whose thread, platform or virtual, may wait for a message.
 *
 * @param <T> the type of the messages
 */
public interface BlockingReceiver<T> extends Receiver<T> {
  /**
   * Takes the next message, waiting for it as long as it takes.
   *
   * <p>An interrupt ends the wait only if there is no message. A thread interrupted before the call
   * still receives what is there.
   *
   * @return the message, or {@code null} at the end of the stream
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws IllegalStateException if another thread is seen to wait in this receiver
   */
  @Nullable T receive() throws InterruptedException;

  /**
   * Takes the next message, waiting for it no longer than the given time.
   *
   * @param timeout how long to wait at most; zero or less means one attempt without waiting, and
   *     more than 292 years means forever
   * @return the message, or {@code null} if none came in time or the stream has ended, which {@link
   *     #isTerminated()} tells apart
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws IllegalStateException if another thread is seen to wait in this receiver
   * @throws NullPointerException if the timeout is null
   */
  @Nullable T receive(Duration timeout) throws InterruptedException;
}
