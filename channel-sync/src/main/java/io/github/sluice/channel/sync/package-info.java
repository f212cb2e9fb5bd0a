// SPDX-License-Identifier: Apache-2.0

/** The blocking channel: {@link io.github.sluice.channel.sync.BlockingChannel}. */
@NullMarked
package io.github.sluice.channel.sync;

// For readers of the code: all waiting is in internal.parking. Here are the channel, and the handle
// whose sends barge. May use internal.base, internal.core and internal.parking.

import org.jspecify.annotations.NullMarked;
