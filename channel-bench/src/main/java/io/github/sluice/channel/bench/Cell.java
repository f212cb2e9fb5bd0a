// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;

/** What one figure of the tables shows: a contender at a row's workload. */
record Cell(Contender contender, Row row) {
  /** The protocol with messages of so many bytes. */
  Cell(Contender contender, int size) {
    this(contender, Row.protocol(size));
  }

  /** Returns whether the async tax, or that of the published experiment, is computed from it. */
  boolean isHeadline() {
    return row.workload() == Workload.PROTOCOL
        && (contender == Contender.FLOOR
            || contender.isOurs()
            || contender == Contender.CROSSBEAM
            || contender == Contender.TOKIO);
  }
}
