// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.statistics.LinearSamples;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import java.util.List;

/**
 * What has been measured of one contender at one row's workload.
 *
 * @param samples by round, of which each is a process of its own, and then by iteration; in the
 *     workload's unit
 * @param bytesPerMessage allocated, the payload's included; null if that was not asked for
 * @param latencies null if single operations were not timed
 * @param warmUps how they went, by round
 * @param linear by round; empty if there was no linear sampling
 */
public record Measured(
    Contender contender,
    Row row,
    double[][] samples,
    Double bytesPerMessage,
    Latencies latencies,
    List<WarmUp.Outcome> warmUps,
    List<LinearSamples> linear) {

  /** What was measured without a warm-up that is known, and without linear sampling. */
  public Measured(
      Contender contender,
      Row row,
      double[][] samples,
      Double bytesPerMessage,
      Latencies latencies) {
    this(contender, row, samples, bytesPerMessage, latencies, List.of(), List.of());
  }

  /** Returns whether the time stood still in every process before it was measured. */
  @JsonIgnore
  public boolean isSteady() {
    return warmUps.stream().allMatch(WarmUp.Outcome::steady);
  }

  /** Returns what is independent: the mean of each process. */
  public Runs runs() {
    return Runs.of(samples);
  }
}
