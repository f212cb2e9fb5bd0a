// SPDX-License-Identifier: Apache-2.0

/**
 * Receiving from several channels at once, and timers that can be received from.
 *
 * <p>A {@link io.github.sluice.channel.select.Selector} takes the next message of any of a set of
 * receivers, of blocking and async channels alike. {@link io.github.sluice.channel.select.Timers}
 * makes receivers whose messages are points in time.
 */
@NullMarked
package io.github.sluice.channel.select;

import org.jspecify.annotations.NullMarked;
