// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.function.ObjIntConsumer;

/**
 * Something to do to a channel and its model.
 *
 * @param <M> the type of the modelled channel
 * @param name what it is called when the test fails
 * @param choice which of several handles, messages or ways, from 0 to 5
 * @param action does it
 */
public record ModelStep<M>(String name, int choice, ObjIntConsumer<M> action) {
  void take(M channel) {
    action.accept(channel, choice);
  }

  @Override
  public String toString() {
    return name + "(" + choice + ")";
  }
}
