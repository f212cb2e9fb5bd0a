// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when something was to be sent through a channel, or a handle, that is closed. The cause is
 * what the channel was closed with, by {@link Sender#closeExceptionally} or {@link
 * Receiver#closeExceptionally}, and otherwise {@code null}.
 *
 * <p>The message that could not be sent comes back in {@link #undelivered()}. It is never part of
 * the exception's text, and its {@code toString} is never called.
 *
 * {@snippet id="ChannelClosedException" lang="java" :
 * try {
 *   sender.send("order");
 * } catch (ChannelClosedException e) {
 *   kept.add((String) e.undelivered()); // the message has not been sent
 *   if (e.getCause() != null) {
 *     System.out.println(e.getCause().getMessage()); // why the channel was closed
 *   }
 * }
 * }
 */
public final class ChannelClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object undelivered;

  /**
   * Creates an exception, for channels and wrappers of channels.
   *
   * @param text what was refused by which channel, and how that was closed; without the message
   * @param undelivered the message that was not sent, or {@code null} if there was none
   * @param cause what the channel was closed with, or {@code null}
   */
  public ChannelClosedException(
      String text, @Nullable Object undelivered, @Nullable Throwable cause) {
    super(text, cause);
    this.undelivered = undelivered;
  }

  /**
   * {@return the message that was not sent, by the same reference; {@code null} if the operation
   * carried no message, or after serialization}
   */
  public @Nullable Object undelivered() {
    return undelivered;
  }
}
