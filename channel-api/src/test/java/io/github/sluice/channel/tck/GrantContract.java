// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Sender;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * P2: the receive that frees capacity grants it to the first waiter before it returns. Nothing else
 * is needed: neither the waiter's thread, nor another receive, nor a timer.
 */
@Races
public abstract class GrantContract {
  /** Creates the contract. */
  protected GrantContract() {}

  /**
   * Creates the fixture of the tested channel.
   *
   * @param threads the kind of its threads
   * @return a new fixture
   */
  protected abstract ThreadFixture newFixture(ThreadKind threads);

  @ThreadKinds
  final void p2_aReceiveGrantsWhatItFreesBeforeItReturns(ThreadKind threads) throws Exception {
    receiveFrom(threads);
  }

  /** Of a channel for one message, to which a thread sends. */
  private void receiveFrom(ThreadKind kind) throws Exception {
    int rounds = Race.times(100_000);
    int misses = 0;
    try (ThreadFixture fixture = newFixture(kind)) {
      TestedChannel<Integer> channel = fixture.create(1, undelivered -> {});
      BlockingReceiver<Integer> receiver = (BlockingReceiver<Integer>) channel.receiver();
      Sender<Integer> sender = channel.sender();
      AtomicInteger begun = new AtomicInteger();
      Thread thread = fixture.newThread(() -> sendUntilClosed(channel, sender, begun));
      thread.start();
      for (int received = 0; received < rounds; received++) {
        // One message is in the channel, and the sender has begun to send another one. When it is
        // seen to be parked, it is a registered waiter.
        int enough = received + 2;
        Watchdog.await("a waiter", channel, () -> begun.get() == enough && isParked(thread));
        receive(receiver, received);
        if (receiver.size() != 1) {
          misses++;
        }
      }
      receiver.close();
      Watchdog.join(thread, channel);
    }
    assertEquals(0, misses, "receives of " + rounds + " that returned before the grant");
  }

  private boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static void sendUntilClosed(
      TestedChannel<Integer> channel, Sender<Integer> sender, AtomicInteger begun) {
    try {
      while (true) {
        channel.send(sender, begun.incrementAndGet());
      }
    } catch (ChannelClosedException | InterruptedException e) {
      // the test is over
    }
  }

  private static void receive(BlockingReceiver<Integer> receiver, int round) throws Exception {
    switch (round % 3) {
      case 0 -> assertNotNull(receiver.tryReceive());
      case 1 -> assertEquals(1, receiver.drain(message -> {}, 1));
      default -> assertNotNull(receiver.receive());
    }
  }
}
