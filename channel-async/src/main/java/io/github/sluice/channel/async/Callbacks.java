// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what users are told: in their executor, or on the trampoline. */
final class Callbacks implements Executor {
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
}
