// SPDX-License-Identifier: Apache-2.0
package consumer;

import consumer.Producers.Producer;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.StructuredTaskScope.FailedException;

/** Producers that are subtasks: all is received, a failure ends the others, values are bound. */
public final class Main {
  private static final CountDownLatch BEGUN = new CountDownLatch(2);
  private static final List<String> ENDED = new ArrayList<>();

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    all();
    failure();
    failureOfTheOwner();
  }

  private static void all() throws InterruptedException {
    Map<String, Integer> sums = new TreeMap<>();
    Producers.run(
        List.of(numbersOf("ada"), numbersOf("grace")),
        Scoped.inScope(number -> sums.merge(Scoped.USER.get(), number, Integer::sum)));
    System.out.println(sums + " " + Scoped.USER.isBound());
  }

  private static Producer<Scoped<Integer>> numbersOf(String user) {
    return sender ->
        ScopedValue.where(Scoped.USER, user)
            .call(
                () -> {
                  for (int number = 1; number <= 1000; number++) {
                    sender.send(Scoped.current(number));
                  }
                  return null;
                });
  }

  private static void failure() throws InterruptedException {
    List<String> received = new ArrayList<>();
    Producer<String> failing =
        sender -> {
          BEGUN.await();
          sender.send("one");
          sender.send("two");
          throw new IOException("disk full");
        };
    try {
      Producers.run(
          List.of(failing, Main::waitForEver, Main::sendForEver),
          message -> {
            if (!message.equals("more")) {
              received.add(message);
            }
          });
    } catch (FailedException e) {
      System.out.println(received + " " + e.getCause());
    }
    synchronized (ENDED) {
      System.out.println(ENDED.stream().sorted().toList());
    }
  }

  private static void waitForEver(Object sender) throws InterruptedException {
    BEGUN.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      ended("the one that waits");
      throw e;
    }
  }

  private static void sendForEver(BlockingSender<String> sender) throws InterruptedException {
    BEGUN.countDown();
    try {
      while (true) {
        sender.send("more");
      }
    } catch (ChannelClosedException | InterruptedException e) { // whichever comes first
      ended("the one that sends");
      throw e;
    }
  }

  private static void ended(String producer) {
    synchronized (ENDED) {
      ENDED.add(producer);
    }
  }

  private static void failureOfTheOwner() throws InterruptedException {
    try {
      Producers.<String>run(
          List.of(Main::sendForEver),
          message -> {
            throw new IllegalStateException("the owner");
          });
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage() + ", suppressed: " + e.getSuppressed().length);
    }
    synchronized (ENDED) {
      System.out.println(ENDED.size());
    }
  }
}
