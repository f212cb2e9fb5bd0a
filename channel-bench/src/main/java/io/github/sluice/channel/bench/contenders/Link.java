// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

/**
 * A bounded channel from its sending end to its receiving end, as the protocol uses it: by one
 * thread, which never sends more than there is capacity for.
 */
public interface Link {
  /**
   * Sends a message.
   *
   * @throws IllegalStateException if there is no capacity, though the protocol leaves enough
   */
  void send(byte[] message) throws InterruptedException;

  /** Takes the next message; there is one, or the channel is wrong. */
  byte[] receive() throws InterruptedException;

  /** See {@link Pipe#close}. */
  default void close() {}
}
