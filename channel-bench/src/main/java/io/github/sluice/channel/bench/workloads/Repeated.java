// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

/** What a benchmark measures: its method for JMH, to be called outside of JMH's loop. */
@FunctionalInterface
interface Repeated {
  /** Does what comes before each time and is not measured. */
  default void before() {}

  /** Does it once; returns what the benchmark returns. */
  long run() throws InterruptedException;
}
