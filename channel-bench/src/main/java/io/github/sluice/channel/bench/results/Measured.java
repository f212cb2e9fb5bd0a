// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;

/**
 * What has been measured of one contender at one row's workload.
 *
 * @param samples by round, of which each is a process of its own, and then by iteration; in the
 *     workload's unit
 * @param bytesPerMessage allocated, the payload's included; null if that was not asked for
 * @param latencies null if single operations were not timed
 */
public record Measured(
    Contender contender,
    Row row,
    double[][] samples,
    Double bytesPerMessage,
    Latencies latencies) {}
