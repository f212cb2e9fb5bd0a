// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;

/** Round trips between two threads, over two channels of capacity 1. */
final class RoundTrips {
  private static final Integer[] MESSAGES = {1, 2, 3, 4};

  /** What the calling thread does. */
  @FunctionalInterface
  interface Calling {
    /** Calls so often, and returns how many answers were right. */
    long call(Pipe.Inlet there, Pipe back, int times) throws InterruptedException;
  }

  private RoundTrips() {}

  /** Makes all of them, and returns how many answers were right. */
  static long betweenThreads(Contender contender, ThreadKind kind, int times, Calling calling)
      throws InterruptedException {
    return betweenThreads(contender.pipe(1), contender.pipe(1), kind, times, calling);
  }

  /** The same over two pipes. */
  static long betweenThreads(Pipe there, Pipe back, ThreadKind kind, int times, Calling calling)
      throws InterruptedException {
    long[] good = {0};
    Thread echo = kind.start(() -> echo(there, back.inlet(), times));
    Thread caller = kind.start(() -> good[0] = call(calling, there.inlet(), back, times));
    caller.join();
    echo.join();
    there.close();
    back.close();
    return good[0];
  }

  /** Returns the message of a round trip. */
  static Integer message(int number) {
    return MESSAGES[number & MESSAGES.length - 1];
  }

  /** Calls without a look at the clock. */
  static long untimed(Pipe.Inlet there, Pipe back, int times) throws InterruptedException {
    long good = 0;
    for (int i = 0; i < times; i++) {
      Integer message = message(i);
      there.send(message);
      good += back.receive() == message ? 1 : 0;
    }
    return good;
  }

  /**
   * Makes sure that all answers were right, and returns how many there were.
   *
   * @throws IllegalStateException if they were not
   */
  static long requireAll(long good, long all) {
    if (good != all) {
      throw new IllegalStateException(good + " right answers");
    }
    return good;
  }

  private static void echo(Pipe there, Pipe.Inlet back, int times) {
    try {
      for (int i = 0; i < times; i++) {
        back.send(there.receive());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long call(Calling calling, Pipe.Inlet there, Pipe back, int times) {
    try {
      return calling.call(there, back, times);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
