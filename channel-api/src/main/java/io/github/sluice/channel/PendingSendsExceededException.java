// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a send, or a request for permits, fails with if it finds no capacity and as many wait
 * already as the channel was made to allow.
 *
 * <p>Nothing has happened then. The message comes back in {@link #undelivered()}. It is never part
 * of the exception's text, and its {@code toString} is never called.
 *
 * {@snippet id="PendingSendsExceededException" lang="java" :
 * CompletableFuture<Void> send = sender.send("three");
 * send.exceptionally(
 *     failure -> {
 *       if (failure instanceof PendingSendsExceededException exceeded) {
 *         kept.add((String) exceeded.undelivered()); // nothing has happened
 *       }
 *       return null;
 *     });
 * }
 */
public final class PendingSendsExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object undelivered;

  /**
   * Creates an exception that gives a message back.
   *
   * @param channel the name of the channel
   * @param undelivered the message that was not sent, or {@code null} if there was none
   * @param maxPendingSends how many may be pending
   */
  public PendingSendsExceededException(
      String channel, @Nullable Object undelivered, int maxPendingSends) {
    super(
        (undelivered == null ? "cannot reserve: channel " : "cannot send: channel ")
            + channel
            + " is full and has as many pending sends as maxPendingSends allows, "
            + maxPendingSends
            + (undelivered == null ? "" : "; the message is in undelivered()")
            + ". Wait for the future of an earlier one first");
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
