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
 * <p>A poll that is satisfied registers nothing: the waker that came with it is not called. So a
 * task that is run again by its wakers alone, asks one question at a time, and touches nothing of
 * its own after a poll that has registered, is run by one thread at a time without any further
 * care. (It may be running again before that poll returns.) A task that also asks for other reasons
 * may be called early, and asking again is always right.
 *
 * <p>Wakers run outside every internal state change, on the channel's executor, or by default in
 * the thread that made the wait end. A waker may call any method of the channel.
 */
@FunctionalInterface
public interface Waker {
  /** Says that the poll which registered this waker is worth repeating. */
  void wake();
}
