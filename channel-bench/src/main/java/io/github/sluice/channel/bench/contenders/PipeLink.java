// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

/** A channel between threads, both ends of which one thread uses. */
public final class PipeLink implements Link {
  private final Pipe pipe;
  private final Pipe.Inlet inlet;

  public PipeLink(Pipe pipe) {
    this.pipe = pipe;
    inlet = pipe.inlet();
  }

  @Override
  public void send(byte[] message) throws InterruptedException {
    inlet.send(message);
  }

  @Override
  public byte[] receive() throws InterruptedException {
    return (byte[]) pipe.receive();
  }

  @Override
  public void close() {
    pipe.close();
  }
}
