// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import java.util.concurrent.Executors;

/** The async channel, waited for with futures that are completed in an executor. */
class ExecutorFuturesContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new FutureFixture(Executors.newFixedThreadPool(2, ExecutorFuturesContractTest::daemon));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "channel executor");
    thread.setDaemon(true);
    return thread;
  }
}
