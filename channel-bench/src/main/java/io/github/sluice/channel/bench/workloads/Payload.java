// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

/**
 * The messages of one benchmark: makes each before it is sent, and looks at each after it has been
 * received. A batch is as many messages as were promised, all made before the first is looked at.
 */
public interface Payload {
  /** Returns the next message to send. */
  byte[] next();

  /** Takes what was received. */
  void accept(byte[] message);

  /**
   * Ends a batch.
   *
   * @return something that depends on every message received, for the benchmark to return
   * @throws IllegalStateException if what was received is not what was sent
   */
  long finish();
}
