// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.Waker;
import java.util.Collection;

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

  /**
   * Takes what is there, in one operation; false if that must be repeated when the task is resumed,
   * and then nothing was taken.
   *
   * @param into what the messages are added to; the same whenever this is repeated
   * @param limit how many to take at most
   * @throws UnsupportedOperationException if the channel cannot do that
   */
  default boolean receiveMany(Collection<Object> into, int limit, Waker resume) {
    throw new UnsupportedOperationException();
  }
}
