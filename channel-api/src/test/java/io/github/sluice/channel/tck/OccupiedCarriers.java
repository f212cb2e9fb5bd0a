// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Occupies every carrier of the JDK's virtual threads, so that no virtual thread runs until this is
 * closed. Needs virtual threads.
 */
public final class OccupiedCarriers implements AutoCloseable {
  private static final int CARRIERS =
      Integer.getInteger(
          "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger occupied = new AtomicInteger();
  private volatile boolean released;

  private OccupiedCarriers() {}

  /**
   * Occupies all carriers.
   *
   * @return what releases them when it is closed
   */
  public static OccupiedCarriers occupy() {
    OccupiedCarriers carriers = new OccupiedCarriers();
    for (int i = 0; i < CARRIERS; i++) {
      carriers.start(carriers::spin);
    }
    carriers.awaitOccupied(CARRIERS);
    return carriers;
  }

  /**
   * Starts a task in a virtual thread, and occupies all carriers as soon as that thread yields or
   * waits for the first time. The task does not go on before this is closed.
   *
   * @param task what to start
   * @return what releases the carriers when it is closed
   */
  public static OccupiedCarriers starve(Runnable task) {
    OccupiedCarriers carriers = new OccupiedCarriers();
    for (int i = 1; i < CARRIERS; i++) {
      carriers.start(carriers::spin);
    }
    carriers.awaitOccupied(CARRIERS - 1);
    AtomicBoolean begun = new AtomicBoolean();
    carriers.start(
        () -> {
          // One carrier is left. If this thread finds that the task has begun, the task has given
          // that carrier back.
          ThreadKind.VIRTUAL
              .newThread(
                  () -> {
                    begun.set(true);
                    task.run();
                  })
              .start();
          while (!begun.get()) {
            Thread.yield();
          }
          carriers.spin();
        });
    carriers.awaitOccupied(CARRIERS);
    return carriers;
  }

  private void start(Runnable task) {
    Thread thread = ThreadKind.VIRTUAL.newThread(task);
    threads.add(thread);
    thread.start();
  }

  /** A virtual thread that neither yields nor waits keeps its carrier. */
  private void spin() {
    occupied.incrementAndGet();
    while (!released) {
      Thread.onSpinWait();
    }
  }

  private void awaitOccupied(int carriers) {
    Watchdog.await("occupied carriers", this, () -> occupied.get() == carriers);
  }

  /** Releases the carriers, and waits for the end of the threads that occupied them. */
  @Override
  public void close() {
    released = true;
    for (Thread thread : threads) {
      Watchdog.join(thread, this);
    }
  }

  @Override
  public String toString() {
    return occupied + " of " + CARRIERS + " carriers are occupied";
  }
}
