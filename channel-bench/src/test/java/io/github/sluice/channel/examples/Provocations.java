// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.ErrorPage.NAME;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/** Causes exceptions of {@code docs/errors.md}, and collects them by the sections of the page. */
abstract class Provocations {
  /** No text may have a message: this one cannot be printed. */
  static final Object MESSAGE =
      new Object() {
        @Override
        public String toString() {
          throw new AssertionError("printed");
        }
      };

  private final Map<String, List<Throwable>> bySection = new LinkedHashMap<>();

  /** What has been thrown for the current section. */
  private List<Throwable> thrown = new ArrayList<>();

  /** Causes the exceptions of some sections. */
  abstract void provoke() throws Exception;

  /** Returns what has been thrown, by the section of the page. */
  final Map<String, List<Throwable>> bySection() throws Exception {
    provoke();
    return bySection;
  }

  interface Section {
    void provoke() throws Exception;
  }

  final void section(String title, Section section) throws Exception {
    thrown = new ArrayList<>();
    bySection.put(title, thrown);
    section.provoke();
  }

  final void throwing(Executable operation) {
    thrown.add(assertThrows(Throwable.class, operation));
  }

  final void add(Throwable failure) {
    thrown.add(failure);
  }

  final void failing(CompletableFuture<?> future) {
    assertTrue(future.isCompletedExceptionally(), "the future has not failed");
    thrown.add(future.<Throwable>handle((value, failure) -> failure).join());
  }

  final void interrupted(Executable operation) {
    Thread.currentThread().interrupt();
    throwing(operation);
    Thread.interrupted(); // left by what cannot throw InterruptedException
  }

  /** Runs a task in a thread of a name, until it has ended, after what is done meanwhile. */
  static void beside(String name, Executable task, Section meanwhile) throws Exception {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.execute();
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    try {
      meanwhile.provoke();
    } finally {
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertFalse(thread.isAlive(), name);
    }
  }

  /** Repeats an operation that does nothing until it throws with a text. */
  final void throwingSoon(String text, Supplier<?> operation) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
      try {
        assertNull(operation.get());
      } catch (IllegalStateException e) {
        if (e.getMessage().contains(text)) {
          thrown.add(e);
          return;
        }
      }
      Thread.yield();
    }
    throw new AssertionError("nothing has thrown " + text);
  }

  static BlockingChannel.Builder<Object> options(int capacity) {
    return BlockingChannel.builder(capacity).name(NAME);
  }

  static BlockingChannel<Object> blocking(int capacity) {
    return options(capacity).build();
  }

  static AsyncChannel<Object> async(int capacity) {
    return AsyncChannel.builder(capacity).name(NAME).build();
  }
}
