// SPDX-License-Identifier: Apache-2.0

/** The blocking channel: {@link io.github.sluice.channel.sync.BlockingChannel}. */
@NullMarked
package io.github.sluice.channel.sync;

import org.jspecify.annotations.NullMarked;
