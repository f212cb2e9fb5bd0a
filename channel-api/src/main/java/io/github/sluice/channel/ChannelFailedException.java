// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * Thrown by a receiving method, in place of the end of the stream, when a sender has ended the
 * stream by {@link Sender#closeExceptionally} and everything accepted before has been received.
 *
 * <p>{@link #getCause()} is what the sender gave.
 *
 * {@snippet id="ChannelFailedException" lang="java" :
 * sender.closeExceptionally(new IOException("disk full"));
 * assertEquals("one", receiver.receive()); // what came before is still received
 * ChannelFailedException failed =
 *     assertThrows(ChannelFailedException.class, () -> receiver.receive());
 * assertEquals("disk full", failed.getCause().getMessage());
 * }
 */
public final class ChannelFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param channel the name of the channel
   * @param cause why the stream has failed
   */
  public ChannelFailedException(String channel, Throwable cause) {
    super(
        "channel "
            + channel
            + " has failed: a sender has called closeExceptionally, see the cause;"
            + " what was accepted before has been received",
        cause);
  }
}
