// SPDX-License-Identifier: Apache-2.0

/** The async channel: {@link io.github.sluice.channel.async.AsyncChannel}. */
@NullMarked
package io.github.sluice.channel.async;

/*
 * For readers of the code: one public class, AsyncChannel, and what its handles leave behind. May
 * use the public classes of channel.internal, and internal.parking for the blocking views. Only the
 * views wait for a message or for capacity. Order of reading:
 *
 *   AsyncSenderHandle, AsyncReceiverHandle   the handles; SenderBlockingView, the view of one
 *   PendingSend, TimedSend, PendingSends     sends and requests for permits that have a future
 *   TaskPoller, Reservation                  a place for one message, with a waker
 *   ReceiveOperation                         the states of every receive that waits; then
 *   ReceiveOne, ReceiveMany                  with a future,
 *   ReceiveLoop, ForEach                     and with a callback for each message
 *   WakerSignal                              a receive that waits with a waker
 *   Callbacks, Trampoline                    where futures are completed and wakers called
 *   MessagePublisher, MessageSubscription    reactive streams, out of the channel
 *   SendingSubscriber                        and into it
 */

import org.jspecify.annotations.NullMarked;
