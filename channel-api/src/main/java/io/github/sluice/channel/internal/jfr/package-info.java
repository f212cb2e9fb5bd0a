// SPDX-License-Identifier: Apache-2.0

/**
 * Flight recording. {@link io.github.sluice.channel.internal.jfr.ChannelEvents} is what the
 * channels call; all other classes but the interfaces need the module {@code jdk.jfr}, and are
 * loaded only if it is there.
 */
@NullMarked
package io.github.sluice.channel.internal.jfr;

import org.jspecify.annotations.NullMarked;
