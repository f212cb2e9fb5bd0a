// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ForkJoinContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** The blocking views of async channels in pools with one worker. */
class ViewsForkJoinTest extends ForkJoinContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new ViewsFixture(threads);
  }
}
