// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * Told once that it is worth asking again.
 *
 * <p>A waker is registered by a poll that could not be satisfied ({@link AsyncReceiver#poll},
 * {@link AsyncSender#pollReady}) and called at most once for that registration, when the answer may
 * have changed. Only the latest waker of a receiver, or of a sender handle, is kept; a replaced one
 * is not called any more, unless that call had already begun.
 *
 * <p>Wakers run outside every internal state change, on the channel's executor, or by default in
 * the thread that made the wait end. A waker may call any method of the channel.
 */
@FunctionalInterface
public interface Waker {
  /** Says that the poll which registered this waker is worth repeating. */
  void wake();
}
