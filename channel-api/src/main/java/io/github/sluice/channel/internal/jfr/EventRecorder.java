// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

/** Where events go. The default methods are those of a JVM without flight recorder. */
interface EventRecorder {
  default void channelClosed(String end, RecordedChannel channel) {}

  default void messagesUndelivered(int count, RecordedChannel channel) {}

  default RecordedWait beginSenderWait() {
    return RecordedWait.NONE;
  }

  default RecordedWait beginReceiverWait() {
    return RecordedWait.NONE;
  }
}
