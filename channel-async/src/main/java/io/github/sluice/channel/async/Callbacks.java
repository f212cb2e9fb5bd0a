// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.CallbackExecutor;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what users are told: in their executor, or on the trampoline. */
final class Callbacks implements CallbackExecutor {
  private final @Nullable Executor executor;

  /**
   * Null without an executor: then the one that the thread has for all such channels, so that a
   * chain through many of them uses no more stack than one callback. What runs in an executor may
   * wait for another channel's callbacks, which must not be queued behind it.
   */
  private final @Nullable Trampoline own;

  Callbacks(@Nullable Executor executor) {
    this.executor = executor;
    own = executor == null ? null : new Trampoline();
  }

  /** Runs a callback, which must bear being run twice, now or soon. Throws nothing. */
  @Override
  public void execute(Runnable callback) {
    if (executor != null) {
      try {
        // On the trampoline there as well: the executor may run what it gets in this thread.
        executor.execute(() -> trampoline().execute(callback));
        return;
      } catch (Throwable refused) { // then it runs here: nobody's wake may be lost
      }
    }
    trampoline().execute(callback);
  }

  private Trampoline trampoline() {
    return own != null ? own : Trampoline.ofThread();
  }

  @Override
  public void runTogether(Runnable telling) {
    trampoline().runTogether(telling); // what an executor runs in this thread comes after it, too
  }
}
