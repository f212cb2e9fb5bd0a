// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;

/** Threads that wait for capacity, and one that waits for messages. */
public final class Main {
  private static final int SENDERS = 4;
  private static final int MESSAGES = 10_000;

  private Main() {}

  public static void main(String[] args) {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
    for (int i = 0; i < SENDERS; i++) {
      BlockingSender<Integer> sender = channel.sender();
      new Thread(() -> sendAll(sender)).start();
    }
    System.out.println(channel.receiver().stream().mapToLong(Integer::longValue).sum());
  }

  private static void sendAll(BlockingSender<Integer> mine) {
    try (BlockingSender<Integer> sender = mine) {
      for (int i = 1; i <= MESSAGES; i++) {
        sender.send(i);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
