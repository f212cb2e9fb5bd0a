// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

/** A wait that has begun and that may be recorded when it ends. */
@FunctionalInterface
public interface RecordedWait {
  /** A wait that is not recorded. */
  RecordedWait NONE = (succeeded, channel) -> {};

  /**
   * Ends the wait. Throws nothing.
   *
   * @param succeeded whether the thread got what it waited for
   * @param channel the channel in which it waited
   */
  void end(boolean succeeded, RecordedChannel channel);
}
