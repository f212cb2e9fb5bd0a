// SPDX-License-Identifier: Apache-2.0

/** What both channels stand on: the ring, its ends, and the line of those who wait for room. */
@NullMarked
package io.github.sluice.channel.internal;

import org.jspecify.annotations.NullMarked;
