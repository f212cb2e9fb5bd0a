// SPDX-License-Identifier: Apache-2.0

/** Flight recording: {@link io.github.sluice.channel.internal.jfr.ChannelEvents}. */
@NullMarked
package io.github.sluice.channel.internal.jfr;

import org.jspecify.annotations.NullMarked;
