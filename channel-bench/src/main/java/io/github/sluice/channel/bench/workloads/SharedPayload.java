// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

/** Every message is the same reference: nothing but coordination is left. */
public final class SharedPayload implements Payload {
  private final byte[] message;
  private final int batch;

  /** How often the message has come back in this batch. */
  private int received;

  public SharedPayload(int size, int batch) {
    message = new byte[size];
    this.batch = batch;
  }

  @Override
  public byte[] next() {
    return message;
  }

  @Override
  public void accept(byte[] candidate) {
    received += candidate == message ? 1 : 0;
  }

  @Override
  public long finish() {
    int count = received;
    received = 0;
    if (count != batch) {
      throw new IllegalStateException("received " + count + " of " + batch + " messages");
    }
    return count;
  }

  /** There is nothing to compare: no byte is copied. */
  @Override
  public void requireWhole() {}
}
