// SPDX-License-Identifier: Apache-2.0

/**
 * The receiver's side of an async channel: receives with a future, with a waker and with a
 * callback, and reactive streams out of the channel. Only the blocking view waits.
 *
 * <p><b>May use:</b> the public types of {@code channel}, {@code channel.internal.base} and {@code
 * channel.internal.core}, {@code channel.internal.parking} for the blocking view, and {@code
 * async.internal.callbacks}. It knows nothing of sends.
 *
 * <p><b>Order of reading.</b> {@code AsyncReceiverHandle}; {@code ReceiveOperation}: the states of
 * every receive that waits; {@code ReceiveOne}, {@code ReceiveMany}: with a future; {@code
 * ReceiveLoop}, {@code ForEach}: with a callback for each message; {@code WakerSignal}: with a
 * waker; {@code MessageSubscription}: reactive streams.
 */
package io.github.sluice.channel.async.internal.receives;
