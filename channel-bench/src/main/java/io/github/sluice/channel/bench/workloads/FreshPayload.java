// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

/** Every message is a new array, as most Java programs would have it. */
public final class FreshPayload implements Payload {
  private final byte[] source;
  private final Stamps stamps;

  public FreshPayload(int size, int batch) {
    source = Payload.source(size);
    stamps = new Stamps(batch);
  }

  @Override
  public byte[] next() {
    byte[] message = source.clone();
    stamps.write(message);
    return message;
  }

  @Override
  public void accept(byte[] message) {
    stamps.read(message);
  }

  @Override
  public long finish() {
    return stamps.finish();
  }

  /**
   * There is nothing to compare: each array is reachable from the channel, with all of its bytes.
   */
  @Override
  public void requireWhole() {}
}
