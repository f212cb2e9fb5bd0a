// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

/**
 * Every message's bytes are copied into a recycled array before the send and out of it after the
 * receive: the traffic of a channel that holds {@code [u8; N]} by value.
 */
public final class CopiedPayload implements Payload {
  private final byte[] source;
  private final byte[] sink;
  private final byte[][] slots;
  private final Stamps stamps;

  /** How many messages of this batch have been made. */
  private int made;

  public CopiedPayload(int size, int batch) {
    source = Payload.source(size);
    sink = new byte[size];
    slots = new byte[batch][size];
    stamps = new Stamps(batch);
  }

  @Override
  public byte[] next() {
    byte[] message = slots[made++];
    System.arraycopy(source, 0, message, 0, source.length);
    stamps.write(message);
    return message;
  }

  @Override
  public void accept(byte[] message) {
    System.arraycopy(message, 0, sink, 0, sink.length);
    stamps.read(sink);
  }

  @Override
  public long finish() {
    made = 0;
    return stamps.finish();
  }

  @Override
  public void requireWhole() {
    for (byte[] message : slots) {
      Payload.requireWhole(message, source);
    }
    Payload.requireWhole(sink, source);
  }
}
