// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import org.jctools.queues.MpscArrayQueue;

/** JCTools' ring as it is: {@code offer} and {@code poll}, which can neither wait nor close. */
public final class JctoolsLink implements Link {
  private final MpscArrayQueue<byte[]> queue;

  public JctoolsLink(int capacity) {
    queue = new MpscArrayQueue<>(capacity);
  }

  @Override
  public void send(byte[] message) {
    if (!queue.offer(message)) {
      throw new IllegalStateException("not sent: full");
    }
  }

  @Override
  public byte[] receive() {
    return queue.poll();
  }
}
