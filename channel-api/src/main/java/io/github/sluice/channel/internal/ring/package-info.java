// SPDX-License-Identifier: Apache-2.0

/**
 * The ring: messages, permits, the gate, the registration of the receiver, and the end of the
 * stream. It knows nothing of handles or of the waiters in the queue, and is exported to no other
 * module.
 *
 * <p><b>May use:</b> the JDK and {@code internal.base}. Used by {@code internal.queue} and {@code
 * internal.core} alone.
 *
 * <p><b>Order of reading.</b> {@code TailWord}, the encoding of the tail; {@code MpscRing}, the
 * algorithm; {@code RingFields}, its padded fields. Then what differs: {@code RendezvousRing} for
 * capacity 0, {@code EvictingRing} for {@code DROP_OLDEST}, {@code WeightedRing} for a capacity by
 * weight.
 */
package io.github.sluice.channel.internal.ring;
