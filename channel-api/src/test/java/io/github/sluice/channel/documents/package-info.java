// SPDX-License-Identifier: Apache-2.0

/** Checks of what documents say about the code. */
@NullMarked
package io.github.sluice.channel.documents;

import org.jspecify.annotations.NullMarked;
