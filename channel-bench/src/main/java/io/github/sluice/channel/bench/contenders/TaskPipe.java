// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.Waker;

/**
 * A bounded channel between tasks. An operation that must wait says so, and when it is worth
 * repeating, by the same task and with the same message, resumes that.
 */
public interface TaskPipe {
  /** One producer's way in. */
  @FunctionalInterface
  interface Inlet {
    /** Sends a message; false if that must be repeated when the task is resumed. */
    boolean send(Object message, Waker resume);
  }

  /** Returns what one producer sends through. */
  Inlet inlet();

  /** Takes the next message; null if that must be repeated when the task is resumed. */
  Object receive(Waker resume);
}
