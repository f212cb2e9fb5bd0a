// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

/** What user code has thrown, with no caller to throw it to. */
public final class Uncaught {
  private Uncaught() {}

  /** Loads this class. */
  public static void load() {}

  /** Hands it to the thread's handler of uncaught exceptions. Throws nothing. */
  public static void report(Throwable failure) {
    try {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) { // as the virtual machine does with what a handler throws
    }
  }
}
