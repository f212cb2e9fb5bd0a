// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A channel's two ends. */
record Ends(Supplier<BlockingSender<Integer>> newSender, BlockingReceiver<Integer> receiver) {
  BlockingSender<Integer> sender() {
    return newSender.get();
  }

  /** Receives to the end of the stream. */
  List<Integer> receiveAll() throws InterruptedException {
    List<Integer> received = new ArrayList<>();
    for (Integer m = receiver.receive(); m != null; m = receiver.receive()) {
      received.add(m);
    }
    return received;
  }
}
