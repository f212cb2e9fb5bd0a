// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;

/** A permit of a {@link ChannelModel}. */
public final class ModelPermit {
  private final ChannelModel channel;
  private int remaining;

  ModelPermit(ChannelModel channel, int messages) {
    this.channel = channel;
    remaining = messages;
  }

  /**
   * Sends a message.
   *
   * @param message the message
   * @return SENT or CLOSED
   * @throws IllegalStateException if nothing remains
   */
  public SendResult send(Integer message) {
    if (remaining == 0) {
      throw new IllegalStateException("nothing remains");
    }
    remaining--;
    return channel.sendPermitted(message);
  }

  /** Gives back the rest. */
  public void close() {
    int rest = remaining;
    remaining = 0;
    channel.giveBack(rest);
  }

  /**
   * Returns how many messages can still be sent with this.
   *
   * @return the number given less those sent; 0 after close
   */
  public int remaining() {
    return remaining;
  }
}
