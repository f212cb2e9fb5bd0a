// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Receiver;
import java.util.function.Consumer;

final class PollingLoop {
  private PollingLoop() {}

  // begin polling
  /** Hands over each event that is there, and does something else while there is none. */
  static <T> void run(Receiver<T> events, Consumer<? super T> action, Runnable otherwise) {
    while (!events.isTerminated()) {
      T event = events.tryReceive(); // throws if it finds that the stream has failed
      if (event != null) {
        action.accept(event);
      } else {
        otherwise.run();
      }
    }
    Throwable failure = events.failure();
    if (failure != null) { // the stream has failed after the last tryReceive
      throw new ChannelFailedException(events.name(), failure);
    }
  }
  // end polling
}
