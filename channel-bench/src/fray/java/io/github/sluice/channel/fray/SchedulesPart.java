// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import java.util.function.Consumer;

/** A part of the scenarios, all of which run with channels of several kinds. */
interface SchedulesPart {
  /** Creates a channel. */
  Ends open(int capacity, Consumer<Integer> onUndelivered);

  /** Creates a channel in which everything must be delivered. */
  default Ends open(int capacity) {
    return open(
        capacity,
        message -> {
          throw new AssertionError(message + " is undelivered");
        });
  }
}
