// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

/**
 * The floor: a plain array in place of a channel. The payload does what it does for all contenders,
 * and a message is stored and loaded once; there is neither a check for capacity nor a memory
 * barrier.
 */
public final class ArrayLink implements Link {
  private final byte[][] messages;
  private int sent;
  private int received;

  public ArrayLink(int capacity) {
    messages = new byte[capacity][];
  }

  @Override
  public void send(byte[] message) {
    messages[sent++] = message;
  }

  @Override
  public byte[] receive() {
    byte[] message = messages[received++];
    if (received == messages.length) {
      sent = 0;
      received = 0;
    }
    return message;
  }
}
