// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

// begin shutdown
/** A thread that does jobs, and can be stopped without losing one. */
final class Worker {
  private final List<Runnable> unfinished = new ArrayList<>();
  private final BlockingChannel<Runnable> jobs = BlockingChannel.bounded(100, unfinished::add);
  private final Thread thread = new Thread(this::work, "worker");

  Worker() {
    thread.start();
  }

  BlockingSender<Runnable> sender() {
    return jobs.sender();
  }

  private void work() {
    BlockingReceiver<Runnable> receiver = jobs.receiver();
    try {
      Runnable job;
      while (!Thread.currentThread().isInterrupted() && (job = receiver.receive()) != null) {
        job.run();
      }
    } catch (InterruptedException e) {
      // Stopped while there was nothing to do.
    } finally {
      receiver.cancel(); // what is left, if anything, goes to unfinished
    }
  }

  /**
   * Takes no more jobs, gives those it has so much time, and returns the ones not begun by then.
   */
  List<Runnable> stop(Duration grace) throws InterruptedException {
    jobs.receiver().close(); // from here on a send throws, with its job
    thread.join(Math.max(1, grace.toMillis()));
    thread.interrupt();
    thread.join();
    return unfinished;
  }
}
// end shutdown
