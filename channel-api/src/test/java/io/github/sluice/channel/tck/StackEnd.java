// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

/**
 * A thread with little stack that runs a task near the end of it: the thread recurses until the
 * stack overflows, and runs the task a given number of frames above the deepest one.
 */
public final class StackEnd {
  private static final long STACK_BYTES = 256 * 1024;

  /** How many distances there are from one frame to the next. */
  public static final int PHASES = 16;

  private final Runnable task;
  private int framesToUnwind;

  private StackEnd(Runnable task, int framesToUnwind) {
    this.task = task;
    this.framesToUnwind = framesToUnwind;
  }

  /**
   * Creates a thread that runs a task near the end of its stack and another one far from it.
   *
   * @param distance how far above the deepest frame the first task runs, in parts of a frame
   * @param nearEnd the first task; a StackOverflowError that leaves it is dropped
   * @param after what the same thread runs then, with its whole stack
   * @return a thread that has not been started
   */
  public static Thread newThread(int distance, Runnable nearEnd, Runnable after) {
    Thread thread =
        new Thread(
            null,
            () -> {
              new StackEnd(nearEnd, distance / PHASES).descend(distance % PHASES, 0);
              after.run();
            },
            "stack end",
            STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Moves all further frames: one of these is larger than one of the others by some bytes. */
  private void descend(int phase, long padding) {
    if (phase == 0) {
      descend();
    } else {
      descend(phase - 1, padding);
    }
  }

  /** Like all methods here it must not be compiled, so that its frames are small and equal. */
  private void descend() {
    try {
      descend();
    } catch (StackOverflowError expected) { // from the frame below, or from its task
    }
    if (framesToUnwind-- == 0) {
      task.run();
    }
  }
}
