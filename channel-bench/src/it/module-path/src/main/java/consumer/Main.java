// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Two threads send through a blocking channel; what comes goes on through an async one. */
public final class Main {
  private static final int MESSAGES = 10_000;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    BlockingChannel<Integer> blocking = BlockingChannel.bounded(2);
    AsyncChannel<Integer> async = AsyncChannel.bounded(2);
    start(blocking.sender());
    start(blocking.sender());
    AtomicLong sum = new AtomicLong();
    AsyncReceiver<Integer> receiver = async.receiver();
    var all = receiver.forEach(sum::addAndGet);
    forward(blocking.receiver(), async.sender());
    all.join();
    System.out.println(sum + " " + receiver.isTerminated());
  }

  private static void start(BlockingSender<Integer> mine) {
    new Thread(
            () -> {
              try (BlockingSender<Integer> sender = mine) {
                for (int i = 1; i <= MESSAGES; i++) {
                  sender.send(i);
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .start();
  }

  private static void forward(BlockingReceiver<Integer> from, AsyncSender<Integer> to)
      throws InterruptedException {
    try (to) {
      Integer message;
      while ((message = from.receive()) != null) {
        to.send(message).join();
      }
    }
  }
}
