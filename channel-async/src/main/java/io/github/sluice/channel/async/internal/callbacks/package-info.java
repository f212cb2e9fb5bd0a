// SPDX-License-Identifier: Apache-2.0

/**
 * Where the user code of an async channel runs: futures are completed here, and wakers called.
 *
 * <p><b>May use:</b> the public types of {@code channel}, and {@code channel.internal.base}.
 *
 * <p><b>Order of reading.</b> {@code Callbacks}: the executor or the trampoline, and the threads
 * for timeouts; {@code Trampoline}: one callback after the other. Where stack or memory end: {@code
 * Redelivery}, and {@code SecondCall} for wakers.
 */
package io.github.sluice.channel.async.internal.callbacks;
