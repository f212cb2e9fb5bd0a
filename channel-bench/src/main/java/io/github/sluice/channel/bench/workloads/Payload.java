// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.Arrays;

/**
 * The messages of one benchmark: makes each before it is sent, and looks at each after it has been
 * received. A batch is as many messages as were promised, all made before the first is looked at.
 */
public interface Payload {
  /** Returns the next message to send. */
  byte[] next();

  /** Takes what was received. */
  void accept(byte[] message);

  /**
   * Ends a batch.
   *
   * @return something that depends on every message received, for the benchmark to return
   * @throws IllegalStateException if what was received is not what was sent
   */
  long finish();

  /**
   * Compares every byte of the last batch with the source. The comparison is not measured. It makes
   * every byte that was copied observable, so that the compiler cannot leave out a copy.
   *
   * @throws IllegalStateException if a byte differs
   */
  void requireWhole();

  /** Returns bytes of which hardly two neighbours are alike. */
  static byte[] source(int size) {
    byte[] source = new byte[size];
    for (int i = 0; i < size; i++) {
      source[i] = (byte) (i * 31 + (i >> 8));
    }
    return source;
  }

  /** Compares a message with its source, but for the stamp. */
  static void requireWhole(byte[] message, byte[] source) {
    if (!Arrays.equals(
        message, Stamps.BYTES, message.length, source, Stamps.BYTES, source.length)) {
      throw new IllegalStateException("a message was changed");
    }
  }
}
