// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.concurrent.Executor;

/** Runs the users' code that waits for something to happen in a channel. */
@FunctionalInterface
public interface CallbackExecutor extends Executor {
  /**
   * Runs what tells several of news, in the calling thread. Of the users' code that it causes, what
   * is to run in this thread has to come after it, so that it holds up nobody who is to be told.
   */
  default void runTogether(Runnable telling) {
    telling.run();
  }
}
