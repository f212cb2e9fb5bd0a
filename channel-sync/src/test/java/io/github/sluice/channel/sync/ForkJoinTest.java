// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ForkJoinContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** Blocking channels in pools with one worker. */
class ForkJoinTest extends ForkJoinContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new BlockingFixture(threads);
  }
}
