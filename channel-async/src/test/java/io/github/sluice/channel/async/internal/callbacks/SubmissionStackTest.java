// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.tck.StackEnd;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A10: an executor's thread that is near the end of its stack loses no notification. A task that
 * returns has delivered it or had it delivered; one that throws still has it.
 */
class SubmissionStackTest extends RedeliveryFixture {
  private static final class Counted extends Notification {
    private final AtomicInteger deliveries = new AtomicInteger();

    @Override
    public void deliver() {
      deliveries.incrementAndGet();
    }
  }

  /** Returns the task that an executor gets for a notification. */
  private static Runnable submitted(Notification notification) {
    List<Runnable> tasks = new ArrayList<>();
    new Callbacks(tasks::add, null).deliver(notification.alone());
    return tasks.get(0);
  }

  @Test
  void a10_aTaskNearTheEndOfTheStackLosesNothing() throws InterruptedException {
    for (int distance = 0; distance < 40 * StackEnd.PHASES; distance++) {
      Counted notification = new Counted();
      Runnable task = submitted(notification);
      boolean[] returned = new boolean[1];
      Thread thread =
          StackEnd.newThread(
              distance,
              () -> {
                task.run();
                returned[0] = true;
              },
              () -> {
                if (!returned[0]) {
                  task.run();
                }
              });
      thread.start();
      thread.join();
      String what = "the delivery at distance " + distance;
      Watchdog.await(what, null, () -> notification.deliveries.get() > 0);
      awaitEnd();
      assertEquals(1, notification.deliveries.get(), what);
    }
  }

  /** An executor may run a task again whose own end has overflowed. */
  @Test
  void a10_aTaskThatIsRunTwiceNearTheEndOfTheStackLosesNoOther() throws InterruptedException {
    for (int distance = 0; distance < 40 * StackEnd.PHASES; distance++) {
      Counted notification = new Counted();
      Counted other = new Counted();
      Runnable task = submitted(notification);
      boolean[] added = new boolean[1];
      Thread thread =
          StackEnd.newThread(
              distance,
              () -> {
                synchronized (Redelivery.class) { // which delivers after that
                  task.run();
                  Redelivery.add(other.alone());
                  added[0] = true;
                  task.run();
                }
              },
              task);
      thread.start();
      thread.join();
      String what = "the delivery at distance " + distance;
      Watchdog.await(what, null, () -> notification.deliveries.get() > 0);
      if (added[0]) {
        Redelivery.add(new Counted().alone()); // in case that its thread was not started
        Watchdog.await("the other, " + what, null, () -> other.deliveries.get() > 0);
      }
      awaitEnd();
      assertEquals(1, notification.deliveries.get(), what);
      assertEquals(added[0] ? 1 : 0, other.deliveries.get(), what);
    }
  }
}
