// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers messages in their first 8 bytes, and checks that each batch comes back in order. */
public final class Stamps {
  /*
   * The checksum of a batch is a polynomial in the stamps, so it depends on their order. They are
   * consecutive numbers from some first one, so the checksum expected is slope * first + offset:
   * the check costs two instructions a message and nothing is remembered.
   *
   * Plain accesses: sender and receiver are one thread.
   */
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** How many bytes of a message are its stamp. */
  static final int BYTES = Long.BYTES;

  private static final long FACTOR = 31;

  private final long slope;
  private final long offset;

  /** The number of the first message of this batch; from 1, because a lost 0 would not count. */
  private long first = 1;

  private long next = 1;
  private long checksum;

  public Stamps(int batch) {
    long slopeSoFar = 0;
    long offsetSoFar = 0;
    for (int i = 0; i < batch; i++) {
      slopeSoFar = slopeSoFar * FACTOR + 1;
      offsetSoFar = offsetSoFar * FACTOR + i;
    }
    slope = slopeSoFar;
    offset = offsetSoFar;
  }

  public void write(byte[] message) {
    LONG.set(message, 0, next++);
  }

  public void read(byte[] message) {
    checksum = checksum * FACTOR + (long) LONG.get(message, 0);
  }

  /**
   * Ends a batch and returns its checksum.
   *
   * @throws IllegalStateException if the stamps read are not those written, each once, in order
   */
  public long finish() {
    long received = checksum;
    long expected = slope * first + offset;
    checksum = 0;
    first = next;
    if (received != expected) {
      throw new IllegalStateException("messages were lost, repeated, reordered or changed");
    }
    return received;
  }
}
