// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Runs what is due because time is over, one after the other, in a thread of its own: it may lead
 * to callbacks, which must not run in the JDK's timer. The thread ends when nothing is due.
 */
final class Timeouts implements Executor, Runnable {
  private static final VarHandle COUNT = Fields.handle(MethodHandles.lookup(), "count", int.class);

  private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

  /** How much of what is in {@code due} has not run to its end; nonzero while there is a thread. */
  @SuppressWarnings("unused") // by COUNT
  private volatile int count;

  @Override
  public void execute(Runnable action) {
    due.add(action);
    if ((int) COUNT.getAndAdd(this, 1) == 0) {
      start();
    }
  }

  private void start() {
    try {
      Thread thread = new Thread(null, this, "sluice-timeouts", 0, false);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable noThread) { // then here: nobody's time may go on for ever
      run();
    }
  }

  @Override
  public void run() {
    do {
      due.remove().run();
    } while ((int) COUNT.getAndAdd(this, -1) != 1);
  }
}
