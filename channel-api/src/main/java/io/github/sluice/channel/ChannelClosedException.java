// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when something was to be sent through a channel, or a handle, that is closed. If the
 * channel is closed because a sender {@linkplain Sender#closeExceptionally failed} it, that is the
 * cause.
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
 *     System.out.println(e.getCause().getMessage()); // why a sender has closed the channel
 *   }
 * }
 * }
 */
public final class ChannelClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object undelivered;

  /**
   * Creates an exception, of a channel that has closed or failed.
   *
   * @param channel the name of the channel
   * @param undelivered the message that was not sent, or {@code null} if there was none
   * @param cause what {@link Sender#closeExceptionally} was given, or {@code null} if the channel
   *     has not failed
   */
  public ChannelClosedException(
      String channel, @Nullable Object undelivered, @Nullable Throwable cause) {
    this(undelivered, "channel " + channel + " is closed", cause);
  }

  private ChannelClosedException(
      @Nullable Object undelivered, String text, @Nullable Throwable cause) {
    super(text, cause);
    this.undelivered = undelivered;
  }

  /**
   * Creates an exception with a text that says more: what was refused, and how the channel was
   * closed.
   *
   * @param text the text, with the name of the channel and without the message
   * @param undelivered the message that was not sent, or {@code null} if there was none
   * @param cause what {@link Sender#closeExceptionally} was given, or {@code null} if the channel
   *     has not failed
   * @return a new exception
   */
  public static ChannelClosedException withText(
      String text, @Nullable Object undelivered, @Nullable Throwable cause) {
    return new ChannelClosedException(undelivered, text, cause);
  }

  /**
   * {@return the message that was not sent, by the same reference; {@code null} if the operation
   * carried no message, or after serialization}
   */
  public @Nullable Object undelivered() {
    return undelivered;
  }
}
