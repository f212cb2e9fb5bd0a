// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import org.jspecify.annotations.Nullable;

/** How the text of an exception names a thread. */
public final class ThreadName {
  private ThreadName() {}

  /**
   * Returns the thread's name, or that it has none, as virtual threads usually.
   *
   * @param thread null if it is another one than the current thread, and not known
   */
  public static String of(@Nullable Thread thread) {
    if (thread == null) {
      return "another thread";
    }
    String name = thread.getName();
    return name.isEmpty() ? "a thread without a name" : "thread " + name;
  }
}
