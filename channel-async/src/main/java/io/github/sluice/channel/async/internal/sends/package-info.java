// SPDX-License-Identifier: Apache-2.0

/**
 * The sender's side of an async channel: sends and requests for permits with a future, a permit for
 * one message with a waker, and reactive streams into the channel. Only the blocking view waits.
 *
 * <p><b>May use:</b> the public types of {@code channel}, {@code channel.internal.base} and {@code
 * channel.internal.core}, of {@code channel.internal.queue} only {@code SendWaiter}, {@code
 * channel.internal.parking} for the blocking view, and {@code async.internal.callbacks}. It knows
 * nothing of receives.
 *
 * <p><b>Order of reading.</b> {@code AsyncSenderHandle}, and {@code SenderBlockingView}, its view;
 * {@code PendingSend}, {@code TimedSend}, {@code PendingSends}: with a future; {@code TaskPoller},
 * {@code Reservation}: with a waker; {@code SendingSubscriber}: reactive streams.
 */
package io.github.sluice.channel.async.internal.sends;
