// SPDX-License-Identifier: Apache-2.0

/** The async channel: {@link io.github.sluice.channel.async.AsyncChannel}. */
@NullMarked
package io.github.sluice.channel.async;

import org.jspecify.annotations.NullMarked;
