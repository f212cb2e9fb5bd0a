// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What is done to a channel and its model, one step after the other.
 *
 * @param <M> the type of the modelled channel
 * @param capacity the channel's capacity
 * @param steps what is done
 */
public record ModelScenario<M extends ModelledChannel<?>>(int capacity, List<ModelStep<M>> steps) {
  /**
   * Takes all steps, and compares the channel with its model after each.
   *
   * @param start makes a channel and its model of a given capacity
   * @throws AssertionError if they differ
   */
  public void run(IntFunction<M> start) {
    M channel = start.apply(capacity);
    for (ModelStep<M> step : steps) {
      try {
        step.take(channel);
        channel.compare();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(this + ": after " + step + ", " + channel + ": " + e, e);
      }
    }
    channel.release();
  }

  @Override
  public String toString() {
    return "capacity " + capacity + ", " + steps;
  }
}
