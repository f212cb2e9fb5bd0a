// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

// begin virtual-clock
/** The time of a test of one thread: it passes when the test says so. Starts no thread. */
final class VirtualClock extends ScheduledThreadPoolExecutor {
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long now; // in nanoseconds

  VirtualClock() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Due added = new Due(task, now + unit.toNanos(delay));
    due.add(added);
    return added;
  }

  /** Lets time pass. What becomes due meanwhile runs in the order of its time, in this thread. */
  void advance(Duration time) {
    long end = now + time.toNanos();
    while (!due.isEmpty() && due.peek().at <= end) {
      now = due.peek().at;
      due.poll().run();
    }
    now = end;
  }

  /** How many tasks are still to come. */
  int pending() {
    return due.size();
  }

  private final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {
    final long at;

    Due(Runnable task, long at) {
      super(task, null);
      this.at = at;
    }

    @Override
    protected void done() {
      due.remove(this); // if it is cancelled
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Due) other).at);
    }
  }
}
// end virtual-clock
