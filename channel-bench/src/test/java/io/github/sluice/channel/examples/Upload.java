// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.io.OutputStream;

// begin weight
/** Chunks of any length on their way to a slow store: at most a MiB of them is in memory. */
final class Upload {
  private static final int KIB = 1024;

  private final BlockingChannel<byte[]> chunks =
      BlockingChannel.<byte[]>builder(1024) // KiB
          .weigher(chunk -> Math.max(1, chunk.length / KIB))
          .build();
  private final BlockingSender<byte[]> sender = chunks.sender();

  /** Waits until the chunk fits; one of more than a MiB, until there is no other. */
  void add(byte[] chunk) throws InterruptedException {
    sender.send(chunk);
  }

  void end() {
    sender.close();
  }

  void writeTo(OutputStream store) throws IOException {
    for (byte[] chunk : chunks.receiver()) {
      store.write(chunk);
    }
  }
}
// end weight
