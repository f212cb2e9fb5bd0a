// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * Called once when it is worth asking again.
 *
 * <p>A waker is registered by a poll that could not be satisfied ({@link AsyncReceiver#poll},
 * {@link SendPoller#pollReady}) and called at most once for that registration, when the answer may
 * have changed. Only the latest waker of a receiver, or of a poller, is kept; a replaced one is not
 * called any more, unless that call had already begun.
 *
 * <p>A poll that is satisfied registers nothing: the waker that came with it is not called. A task
 * needs no lock if it is scheduled only by its wakers, has one poll outstanding, and accesses
 * nothing after a poll that registered: it never runs in two threads at once. It may be running
 * again before that poll returns. A task that also asks for other reasons may be called early, and
 * asking again is always right.
 *
 * <p>Wakers run outside every internal state change, on the channel's executor, or by default in
 * the thread that ended the wait. A waker may call any method of the channel.
 *
 * {@snippet id="Waker" lang="java" :
 * Runnable task = () -> System.out.println("runs"); // polls again
 * assertNull(receiver.poll(() -> eventLoop.execute(task)));
 * sender.trySend("one"); // runs the task
 * }
 */
@FunctionalInterface
public interface Waker {
  /** Says that the poll which registered this waker is worth repeating. */
  void wake();
}
