// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

/** What happens to an operation, or beside it, between two of its steps. */
public enum Injection {
  /** An allocation fails. */
  ALLOCATION_FAILURE,

  /** The thread is interrupted. */
  INTERRUPT,

  /** The thread is unparked. */
  UNPARK,

  /** Another thread sends. */
  SEND,

  /** Another thread receives; only if the operation does not use the receiver. */
  RECEIVE,

  /** A send or receive that waits is withdrawn. */
  WITHDRAWAL,

  /** The receiver closes the channel. */
  CLOSE,

  /** A sender fails the channel. */
  FAILURE,

  /** The receiver cancels the channel. */
  CANCEL,

  /** The handle that the operation uses is closed. */
  HANDLE_CLOSE
}
