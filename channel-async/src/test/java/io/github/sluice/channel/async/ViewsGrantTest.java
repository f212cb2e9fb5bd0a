// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.GrantContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** Grants to threads at the blocking views of async channels. */
class ViewsGrantTest extends GrantContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new ViewsFixture(threads);
  }
}
