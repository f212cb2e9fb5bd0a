// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * What a send that does not throw has come to. Only {@link #SENT} means that the channel has it.
 *
 * {@snippet id="SendResult" lang="java" :
 * SendResult result = sender.trySend("order");
 * if (!result.isSent()) {
 *   kept.add("order"); // the message is still the caller's
 * }
 * }
 */
public enum SendResult {
  /** The channel has accepted the message. */
  SENT,

  /** There was no capacity, or waiters were before this send; the caller keeps the message. */
  FULL,

  /** The channel or the sender handle is closed; the caller keeps the message. */
  CLOSED,

  /** No capacity was granted in the time given; the caller keeps the message. */
  TIMED_OUT;

  /** {@return whether this is {@link #SENT}: the channel has the message} */
  public boolean isSent() {
    return this == SENT;
  }
}
