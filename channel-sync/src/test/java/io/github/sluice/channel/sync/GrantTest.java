// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.GrantContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** Grants of blocking channels. */
class GrantTest extends GrantContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new BlockingFixture(threads);
  }
}
