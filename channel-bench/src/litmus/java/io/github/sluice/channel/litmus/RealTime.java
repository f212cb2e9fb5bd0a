// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

/**
 * What the tests of real-time order (RT1 to RT6) share: a field by which one thread sees that its
 * operation was over before the operation of the other began.
 *
 * <p>The field is volatile, so reading 0 after an operation means that the write of 1, and all that
 * follows it in the other thread, comes later in the synchronization order. Only the channel can
 * make an operation that is over by then look as if it had not happened.
 */
abstract class RealTime {
  final Subject channel;
  private volatile int begun;

  RealTime(Subject channel) {
    this.channel = channel;
  }

  /** Says that the second operation begins. */
  final void begin() {
    begun = 1;
  }

  /** Returns 1 if the second operation may have begun, and 0 if not. */
  final int begun() {
    return begun;
  }
}
