// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.CallbackExecutor;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what users are told: in their executor, or on the trampoline. */
final class Callbacks implements CallbackExecutor {
  private final @Nullable Executor executor;
  private final Trampoline trampoline = new Trampoline();

  Callbacks(@Nullable Executor executor) {
    this.executor = executor;
  }

  /** Runs a callback, which must bear being run twice, now or soon. Throws nothing. */
  @Override
  public void execute(Runnable callback) {
    if (executor != null) {
      try {
        // On the trampoline there as well: the executor may run what it gets in this thread.
        executor.execute(() -> trampoline.execute(callback));
        return;
      } catch (Throwable refused) { // then it runs here: nobody's wake may be lost
      }
    }
    trampoline.execute(callback);
  }

  @Override
  public void runTogether(Runnable telling) {
    if (executor == null) {
      trampoline.runTogether(telling);
    } else {
      telling.run();
    }
  }
}
