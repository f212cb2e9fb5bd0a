// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

/** The kinds of threads that may wait in a channel. */
public enum ThreadKind {
  PLATFORM {
    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    }
  },

  /** From JDK 21 on, and therefore made by reflection. */
  VIRTUAL {
    @Override
    public Thread newThread(Runnable task) {
      try {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, task);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError("no virtual threads here", e);
      }
    }
  };

  /** Creates a thread that is not started, and does not keep the virtual machine alive. */
  public abstract Thread newThread(Runnable task);

  /** Skips the running test if this Java has no threads of this kind. */
  public final void assumeAvailable() {
    assumeTrue(available().contains(this), () -> "no " + this + " threads here");
  }

  /** Lists the kinds that this Java has. */
  public static List<ThreadKind> available() {
    return Runtime.version().feature() >= 21 ? List.of(values()) : List.of(PLATFORM);
  }
}
