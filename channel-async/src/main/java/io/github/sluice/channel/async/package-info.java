// SPDX-License-Identifier: Apache-2.0

/** The async channel: {@link io.github.sluice.channel.async.AsyncChannel}. */
@NullMarked
package io.github.sluice.channel.async;

/*
 * For readers of the code: the one public class, AsyncChannel, and three packages that are not
 * exported, each with a page of its own: internal.callbacks, which internal.sends and
 * internal.receives use, and those two, which know nothing of each other.
 */

import org.jspecify.annotations.NullMarked;
