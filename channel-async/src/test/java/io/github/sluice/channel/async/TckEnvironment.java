// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.Watchdog;
import org.reactivestreams.tck.TestEnvironment;

/** How long the Reactive Streams TCK waits. */
final class TckEnvironment {
  private TckEnvironment() {}

  /**
   * Creates an environment. A signal that must come, also one between the TCK's own threads, has as
   * long as the watchdog gives to everything else; that one does not come is watched for 100 ms.
   */
  static TestEnvironment create() {
    return new TestEnvironment(1_000 * Watchdog.SECONDS, 100, 100);
  }
}
