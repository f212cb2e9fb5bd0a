// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

/** What one JVM measures, and one figure of the tables shows: a contender at a size in bytes. */
record Cell(Contender contender, int size) {}
