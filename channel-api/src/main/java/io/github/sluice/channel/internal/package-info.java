// SPDX-License-Identifier: Apache-2.0

/**
 * What both channels stand on: the ring, the queue of waiting senders, and the lease of the
 * consumer side. Read {@code TailWord}, {@code MpscRing}, {@code SendQueue}, {@code ReceiverLease},
 * {@code ChannelCore}, in this order. The words used:
 *
 * <ul>
 *   <li><b>permit</b>: capacity that is reserved and not used yet.
 *   <li><b>wait queue</b>: the sends and requests for permits that wait for capacity.
 *   <li><b>FIFO waiter</b>: a waiter that nothing overtakes: an async send, a request for permits.
 *   <li><b>barging</b>: taking capacity before a waiter that is queued; a <b>barging waiter</b>
 *       allows that, until so many messages have overtaken it that it becomes a FIFO waiter.
 *   <li><b>gate</b>: the bits of the tail that keep senders from overtaking FIFO waiters.
 *   <li><b>combiner</b>: the thread that works on the wait queue, for itself and for all others.
 *   <li><b>wip</b>: the work-in-progress counter. The thread that raises it from zero is the
 *       combiner until it has lowered it to zero.
 *   <li><b>to grant</b>: to put a waiter's message into the ring, or to reserve its permits.
 *   <li><b>to settle</b>: to end a wait that has been granted or refused, and unpark its thread.
 *   <li><b>notification threshold</b> ({@code notifyAt}): the position of the head from which on
 *       the receiver becomes the combiner, because the first waiter fits.
 *   <li><b>to register</b>: to set PARKED, with a signal for the message waited for.
 *   <li><b>lease</b>: exclusive use of the consumer side, in one word.
 *   <li><b>notification</b>: user code that is due; delivered when all effects have been made.
 *   <li><b>Dekker handshake</b>: two threads each write, then read what the other writes, with full
 *       fences; so at least one sees the other. D1: the receiver registers, a sender claims a
 *       position (one word). D2: the combiner sets the threshold, the receiver moves the head.
 * </ul>
 */
@NullMarked
package io.github.sluice.channel.internal;

import org.jspecify.annotations.NullMarked;
