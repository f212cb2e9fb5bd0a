// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.select.Timers;
import java.time.Duration;
import java.util.function.Consumer;

// begin priorities
/** Handles messages of two channels in one thread: the urgent ones first, and a pulse meanwhile. */
final class PriorityConsumer {
  private final Receiver<?> pulse = Timers.tick(Duration.ofMillis(5));
  private final Selector<Object> selector = Selector.biased();

  PriorityConsumer(Receiver<String> urgent, Receiver<String> orders) {
    selector.add(pulse); // first, or a busy channel would keep it from ever being selected
    selector.add(urgent);
    selector.add(orders);
  }

  /** Returns when both streams have ended. */
  void run(Consumer<String> action, Runnable onPulse) throws InterruptedException {
    try (selector) {
      while (selector.size() > 1) { // the pulse never ends
        Selection<Object> selection = selector.select();
        if (selection.receiver() == pulse) {
          onPulse.run();
        } else if (!selection.isEnd()) {
          action.accept((String) selection.message());
        }
      }
    } finally {
      pulse.close();
    }
  }
}
// end priorities
