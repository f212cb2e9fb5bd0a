// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

/** What an event contains about its channel, beside the identity hash code. */
public interface RecordedChannel {
  /** Returns the capacity. */
  int capacity();

  /** Returns the number of messages held. */
  int size();
}
