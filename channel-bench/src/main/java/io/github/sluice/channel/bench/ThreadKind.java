// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;

/** Which kind of threads sends and receives. */
enum ThreadKind {
  PLATFORM {
    @Override
    Thread start(Runnable task) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
  },

  VIRTUAL {
    @Override
    Thread start(Runnable task) {
      try {
        return (Thread) startVirtualThread().invokeExact(task);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    void requirePossible() {
      try {
        startVirtualThread();
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "--threads: virtual threads need JDK 21, this is " + Runtime.version().feature(), e);
      }
    }

    private static MethodHandle startVirtualThread() throws ReflectiveOperationException {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    }
  };

  abstract Thread start(Runnable task);

  /**
   * Makes sure that there are such threads.
   *
   * @throws IllegalArgumentException if not, with a message for the user
   */
  void requirePossible() {}

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
