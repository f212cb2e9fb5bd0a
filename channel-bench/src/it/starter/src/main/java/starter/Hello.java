// SPDX-License-Identifier: Apache-2.0
package starter;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;

/** Two producers and a consumer: the example of README. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) throws InterruptedException {
    BlockingChannel<String> channel = BlockingChannel.bounded(100);
    BlockingSender<String> first = channel.sender(); // one handle per producer,
    BlockingSender<String> second = channel.sender(); // all taken before the first is closed
    new Thread(() -> greet(first, "Ada")).start();
    new Thread(() -> greet(second, "Grace")).start();
    String message;
    while ((message = channel.receiver().receive()) != null) { // null: all handles are closed
      System.out.println(message);
    }
  }

  static void greet(BlockingSender<String> mine, String name) {
    try (BlockingSender<String> sender = mine) {
      sender.send("Hello from " + name); // waits while the channel is full
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
