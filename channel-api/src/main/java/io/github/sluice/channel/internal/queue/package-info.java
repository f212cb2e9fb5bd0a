// SPDX-License-Identifier: Apache-2.0

/**
 * The wait queue: sends and requests for permits that wait for capacity, and the combiner that
 * grants them.
 *
 * <p><b>May use:</b> the JDK, {@code internal.base} and {@code internal.ring}. {@code
 * internal.core} uses the queue; what waits, for a future or with a thread, is a {@code SendWaiter}
 * and knows nothing else here.
 *
 * <p><b>Order of reading.</b> {@code SendWaiter}, the states of a wait; {@code SendQueue}, the
 * algorithm; {@code WaiterList}, its list.
 */
package io.github.sluice.channel.internal.queue;
