// SPDX-License-Identifier: Apache-2.0

/**
 * How threads wait: the whole of the blocking channel's waiting, and that of the async channel's
 * blocking views. A thread that waits for a message or for capacity is parked here only.
 *
 * <p><b>May use:</b> the public types of {@code channel}, {@code internal.base}, {@code
 * internal.core} and {@code internal.jfr}, of {@code internal.queue} only {@code SendWaiter}, and
 * no class of the two channels. Every wait takes the same steps in the same order: try, back off,
 * register or queue (which tries once more), park.
 *
 * <p><b>Order of reading.</b> Sending: {@code ParkingSender}, then {@code ThreadWaiter}. Receiving:
 * {@code ParkingReceiver}, then {@code ThreadSignal}; {@code Messages} is its iterator and stream.
 * Both: {@code Backoff} says how a thread passes the time before it parks, {@code Parker} parks it,
 * {@code Deadline} says until when.
 */
package io.github.sluice.channel.internal.parking;
