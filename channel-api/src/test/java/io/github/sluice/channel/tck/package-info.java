// SPDX-License-Identifier: Apache-2.0

/**
 * The contract of a channel as executable tests, whichever way the channel waits.
 *
 * <p>A channel is tested by giving its {@link io.github.sluice.channel.tck.ChannelFixture} to a
 * subclass of {@link io.github.sluice.channel.tck.ChannelContract}. The letter and number at the
 * beginning of a test's name are those of the property, or of the bug in another channel ({@code
 * b…}), that it is about.
 */
@NullMarked
package io.github.sluice.channel.tck;

import org.jspecify.annotations.NullMarked;
