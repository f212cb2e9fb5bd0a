// SPDX-License-Identifier: Apache-2.0

/** The test of the contract itself: a channel that keeps it, and ones that do not. */
@NullMarked
package io.github.sluice.channel.flawed;

import org.jspecify.annotations.NullMarked;
