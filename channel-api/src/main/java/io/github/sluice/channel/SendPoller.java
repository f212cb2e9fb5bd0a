// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * A task's way to send through an {@link AsyncSender}: waiting is a waker, and when it is called, a
 * permit is reserved, capacity for one message, for this poller alone.
 *
 * <p>The usual order is {@link #trySend} first, {@link #pollReady} if that was {@code FULL}, and
 * {@code trySend} again after true. No method waits, but for a thread that is granting this poller
 * its capacity while it is closed, a few instructions. A poller belongs to one task: its calls must
 * not be concurrent. The handle may be used by any thread meanwhile, and have other pollers.
 *
 * <p><b>Order.</b> It waits in one queue with the pending sends, strictly first come, first served.
 *
 * <p><b>When closed.</b> The permit can be used after the channel has been closed, as a {@link
 * Permit} can; the stream does not end before it is used or given up. Closing the handle does
 * neither, so close the poller first.
 *
 * {@snippet id="SendPoller" lang="java" :
 * // Runs when the task begins, and then whenever its waker has scheduled it.
 * void run() {
 *   if (poller.trySend(message) == SendResult.FULL) {
 *     if (!poller.pollReady(this::schedule)) {
 *       return; // and touch nothing: the waker may have run this again by now
 *     }
 *     poller.trySend(message); // which is not FULL
 *   }
 *   poller.close();
 * }
 * }
 *
 * @param <T> the type of the messages
 */
public interface SendPoller<T> extends AutoCloseable {
  /**
   * Asks for a permit, capacity for one message.
   *
   * <p>Asking again while waiting keeps the position in the queue and replaces the waker.
   *
   * {@snippet id="SendPoller.pollReady" lang="java" :
   * if (poller.pollReady(task::schedule)) {
   *   poller.trySend("order"); // with the permit that is reserved
   * } // otherwise the waker schedules the task when there is one
   * }
   *
   * @param waker what to call, once, when the permit has been granted or the channel is closed
   * @return true if {@link #trySend} will not return {@code FULL}, because there is a permit or
   *     because the channel or the handle is closed: then the waker is not called; false if it has
   *     been registered
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  boolean pollReady(Waker waker);

  /**
   * Sends a message with the permit, which is used up; or without one as {@link Sender#trySend}.
   *
   * @param message what to send
   * @return {@link SendResult#SENT}, {@link SendResult#FULL}, in particular while this waits for a
   *     permit, or {@link SendResult#CLOSED}, with a permit only if the receiver has been cancelled
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  SendResult trySend(T message);

  /**
   * Releases the permit, or ends the wait for one, and releases the waker. Idempotent. The handle
   * stays open, and the poller can ask for another permit.
   */
  @Override
  void close();
}
