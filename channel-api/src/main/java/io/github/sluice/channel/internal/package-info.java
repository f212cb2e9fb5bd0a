// SPDX-License-Identifier: Apache-2.0

/**
 * The inside of the channels: a map of its packages, and the glossary.
 *
 * <p><b>Map.</b> In the order of reading; each package has a page of its own. {@code
 * docs/architecture.md} follows a message through the files. Beside the JDK and the public types of
 * {@code channel}, a package uses only those that are named:
 *
 * <ol>
 *   <li>{@code base}, which uses none: user code that is due, and tools.
 *   <li>{@code ring}, which uses {@code base}: the messages.
 *   <li>{@code queue}, which uses {@code base} and {@code ring}: waits for capacity.
 *   <li>{@code jfr}, which uses none: flight recorder events.
 *   <li>{@code core}, which uses all of these: one channel, whose door is {@code ChannelCore}.
 *   <li>{@code parking}, which uses {@code base}, {@code jfr}, {@code core}, and of {@code queue}
 *       only {@code SendWaiter}: how threads wait.
 * </ol>
 *
 * <p>The two channels and {@code channel.select} use {@code base}, {@code core} and {@code
 * parking}, and the async channel {@code SendWaiter}. {@code PackagesTest} checks that the packages
 * of the libraries have no cycle, and that the ring and the queue are used through {@code core}.
 *
 * <p><b>Glossary.</b> The ring:
 *
 * <ul>
 *   <li><b>slot</b>: an element of the ring's array; <b>position</b>: the number of a message,
 *       whose low bits are its slot.
 *   <li><b>tail</b>: the next position to claim, and in the same word the permits, the gate, PARKED
 *       and the end; <b>head</b>: the next position to receive.
 *   <li><b>limit</b>: a position up to which senders may claim without reading the head.
 *   <li><b>to claim</b>: to take the next position, or several, by a CAS of the tail; a waiter is
 *       claimed when the combiner has moved it out of PENDING.
 *   <li><b>to publish</b>: to write a message to its claimed slot.
 *   <li><b>stalled sender</b>: one that has claimed positions and not yet published its messages.
 *   <li><b>permit</b>: capacity that is reserved and not used yet; with a capacity by weight, the
 *       weight of a message beside its position.
 *   <li><b>rendezvous</b>: capacity 0; <b>to hand over</b>: to send to a receiver that waits.
 *   <li><b>to evict</b>: to remove the oldest message for a newer one.
 * </ul>
 *
 * <p>Waiting senders:
 *
 * <ul>
 *   <li><b>wait queue</b>: the sends and requests for permits that wait for capacity.
 *   <li><b>FIFO waiter</b>: a waiter that nothing overtakes: an async send, a request for permits.
 *   <li><b>barging</b>: taking capacity before a waiter that is queued; a <b>barging waiter</b>
 *       allows that, until a bounded number of messages (<b>bypasses</b>) has overtaken it and it
 *       becomes a FIFO waiter.
 *   <li><b>gate</b>: the bits of the tail that keep senders from overtaking FIFO waiters.
 *   <li><b>combiner</b>: the thread that works on the wait queue, for itself and for all others.
 *   <li><b>wip</b>: the work-in-progress counter. The thread that raises it from zero is the
 *       combiner until it has lowered it to zero; <b>missed</b>: events since its last reading.
 *   <li><b>to drain</b> (the wait queue): to raise wip, and to be the combiner if it was zero.
 *   <li><b>to grant</b>: to put a waiter's message into the ring, or to reserve its permits; <b>to
 *       refuse</b>: to end its wait because the channel is closed.
 *   <li><b>to settle</b>: to write the outcome of a grant or refusal to the waiter, and to notify
 *       it.
 *   <li><b>to withdraw</b>: to give up a wait; the combiner <b>acknowledges</b> that the queue has
 *       forgotten the waiter.
 *   <li><b>notification threshold</b> ({@code notifyAt}): the position of the head from which on
 *       the receiver becomes the combiner, because the first waiter fits.
 * </ul>
 *
 * <p>The consumer side:
 *
 * <ul>
 *   <li><b>lease</b>: exclusive use of the consumer side, in one word; its <b>holder</b> is a
 *       thread or an operation.
 *   <li><b>to register</b>: to set PARKED, with a <b>signal</b> for the message waited for; the
 *       thread that clears PARKED notifies the receiver through the signal.
 *   <li><b>batch</b>: messages taken in a row, whose last one publishes the head.
 *   <li><b>owner</b>: the thread that may take messages for an operation, which is in POLLING then.
 *   <li><b>lingering</b>: a batch that has messages and waits for more, by count or by age.
 *   <li><b>watch</b>: a receiver in a selector; <b>signalled</b>: it may have become ready.
 *   <li><b>to discard</b>: to hand what a cancelled channel holds to {@code onUndelivered}.
 * </ul>
 *
 * <p>Both:
 *
 * <ul>
 *   <li><b>to retain, to release</b>: to count a reference that keeps the stream open, or to count
 *       it no more.
 *   <li><b>end</b>: OPEN, CLOSED, FAILED or CANCELLED; <b>final</b>: no position will be claimed
 *       any more.
 *   <li><b>notification</b>: user code that is due; <b>delivered</b> when all effects have been
 *       made.
 *   <li><b>to back off</b>: to pause before another attempt; <b>to park</b>: to block the thread.
 *   <li><b>Dekker handshake</b>: two threads each write, then read what the other writes, with full
 *       fences; so at least one sees the other. D1: the receiver registers, a sender claims a
 *       position (one word). D2: the combiner sets the threshold, the receiver moves the head.
 *   <li><b>I1</b> to <b>I6</b>: invariants of {@code MpscRing}. Other numbers, such as RT1, are the
 *       properties of {@code docs/semantics.md}.
 * </ul>
 */
package io.github.sluice.channel.internal;
