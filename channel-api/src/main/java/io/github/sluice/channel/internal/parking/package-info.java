// SPDX-License-Identifier: Apache-2.0

/**
 * How threads wait: the whole of the blocking channel's waiting, and that of the async channel's
 * blocking views.
 */
@NullMarked
package io.github.sluice.channel.internal.parking;

import org.jspecify.annotations.NullMarked;
