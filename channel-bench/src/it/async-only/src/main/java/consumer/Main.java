// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.AsyncChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends that wait for capacity, with a time limit and without, and a receiver that waits for
 * messages.
 */
public final class Main {
  private static final int MESSAGES = 10_000;

  private Main() {}

  public static void main(String[] args) {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    try (AsyncSender<Integer> sender = channel.sender()) {
      for (int i = 1; i <= MESSAGES; i++) {
        sender.send(i);
      }
      System.out.println(sender.trySend(0, Duration.ofMillis(1)).join());
    }
    AtomicLong sum = new AtomicLong();
    channel.receiver().forEach(sum::addAndGet).join();
    System.out.println(sum);
  }
}
