// SPDX-License-Identifier: Apache-2.0

/**
 * The core of a channel: the ring, the wait queue, the lease of the consumer side and the end of
 * the stream together, and what the handles of both channels share. Nothing here waits for a
 * message or for capacity.
 *
 * <p><b>May use:</b> the JDK, the public types of {@code channel}, and {@code internal.base},
 * {@code internal.ring}, {@code internal.queue} and {@code internal.jfr}. {@link
 * io.github.sluice.channel.internal.core.ChannelCore} is the door: to the rest of the library the
 * ring and the queue are reached through it alone.
 *
 * <p><b>Order of reading.</b>
 *
 * <ol>
 *   <li>{@code ReceiverLease}: exclusive use of the consumer side.
 *   <li>{@code StreamRefs}, {@code CloseState}, {@code Undelivered}: how the stream ends.
 *   <li>{@code ChannelFuture}: a future that can be withdrawn.
 *   <li>{@code ChannelCore}: all of these together.
 *   <li>{@code ChannelHandle}, {@code SenderHandle}, {@code ReceiverHandle}, {@code HeldPermit},
 *       {@code Batch}: what users hold.
 * </ol>
 */
package io.github.sluice.channel.internal.core;
