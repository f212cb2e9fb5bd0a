// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** W1 to W5: a capacity by weight. */
@Timeout(60)
class WeightTest {
  private final PendingThreads threads = new PendingThreads(Thread::new);
  private final List<String> undelivered = new ArrayList<>();
  private final BlockingChannel<String> channel =
      BlockingChannel.<String>builder(10)
          .weigher(String::length)
          .onUndelivered(undelivered::add)
          .build();
  private final BlockingSender<String> sender = channel.sender();

  @AfterEach
  void endThreads() {
    threads.close();
  }

  private Pending<?> beginSend(String message) {
    return threads.begin(
        channel,
        () -> {
          sender.send(message);
          return null;
        });
  }

  @Test
  void w1_theWeightsOfWhatIsHeldAreTheCapacityUsed() throws Exception {
    sender.send("1234");
    sender.send("12");
    assertEquals(2, channel.size());
    assertEquals(10, channel.capacity());
    assertEquals(4, channel.remainingCapacity());
    assertEquals(0, channel.outstandingPermits());
    assertEquals(SendResult.FULL, sender.trySend("12345"));
    assertEquals(SendResult.SENT, sender.trySend("1234"));
    assertEquals("1234", channel.receiver().receive());
    assertEquals(4, channel.remainingCapacity());
    List<String> rest = new ArrayList<>();
    assertEquals(2, channel.receiver().drain(rest::add, 99));
    assertEquals(List.of("12", "1234"), rest);
    assertEquals(10, channel.remainingCapacity());
  }

  @Test
  void w1_aSendThatWaitsIsGrantedWhenItsWeightFits() throws Exception {
    sender.send("12345");
    sender.send("123");
    Pending<?> send = beginSend("123456");
    assertFalse(send.isDone());
    assertEquals("12345", channel.receiver().receive());
    send.await();
    assertEquals(1, channel.remainingCapacity());
    assertEquals("123", channel.receiver().receive());
    assertEquals("123456", channel.receiver().receive());
    assertEquals(10, channel.remainingCapacity());
  }

  @Test
  void w2_aMessageHeavierThanTheCapacityIsLetInAlone() throws Exception {
    String heavy = "x".repeat(50);
    sender.send("1");
    Pending<?> send = beginSend(heavy);
    assertFalse(send.isDone());
    assertEquals("1", channel.receiver().receive());
    send.await();
    assertEquals(0, channel.remainingCapacity());
    assertEquals(SendResult.FULL, sender.trySend("1"));
    assertEquals(heavy, channel.receiver().receive());
    assertEquals(10, channel.remainingCapacity());
  }

  @Test
  void w1_waitersThatAreWithdrawnReturnTheirWeight() throws Exception {
    sender.send("12345");
    for (int i = 0; i < 5; i++) {
      assertEquals(SendResult.TIMED_OUT, sender.trySend("123456", Duration.ofMillis(1)));
      Pending<?> send = beginSend("1234567");
      assertTrue(send.withdraw());
    }
    assertEquals(5, channel.remainingCapacity());
    assertEquals(SendResult.SENT, sender.trySend("12345"));
  }

  @Test
  void w1_sendAllSendsWhatFits() throws Exception {
    ArrayDeque<String> messages = new ArrayDeque<>(List.of("1234", "1234", "1234"));
    assertEquals(2, sender.trySendAll(messages, Duration.ZERO));
    assertEquals(List.of("1234"), new ArrayList<>(messages));
  }

  @Test
  void w4_aBadWeightIsRefusedBeforeAnyEffect() {
    assertThrows(IllegalArgumentException.class, () -> sender.trySend(""));
    assertThrows(IllegalArgumentException.class, () -> sender.send(""));
    BlockingChannel<String> failing =
        BlockingChannel.<String>builder(10)
            .weigher(
                message -> {
                  throw new IllegalStateException("cannot weigh");
                })
            .build();
    assertThrows(IllegalStateException.class, () -> failing.sender().trySend("a"));
    assertEquals(10, channel.remainingCapacity());
    assertEquals(0, channel.size());
    BlockingChannel.Builder<String> tooMuch =
        BlockingChannel.<String>builder((1 << 20) + 1).weigher(String::length);
    assertThrows(IllegalArgumentException.class, tooMuch::build);
  }

  @Test
  void w5_noCapacityCanBeReserved() {
    assertThrows(UnsupportedOperationException.class, sender::reserve);
    assertThrows(UnsupportedOperationException.class, () -> sender.tryReserve(2));
  }

  @Test
  void x10_cancelHandsOverWhatIsHeldAndRefusesWhatWaits() throws Exception {
    sender.send("12345");
    sender.send("1234");
    channel.receiver().cancel();
    assertEquals(List.of("12345", "1234"), undelivered);
    assertTrue(channel.receiver().isTerminated());
    assertEquals(10, channel.remainingCapacity());
    assertEquals(SendResult.CLOSED, sender.trySend("1"));
  }

  @Test
  void e1_theEndComesWithTheLastWeight() throws Exception {
    sender.send("12345");
    var end = channel.receiver().terminationFuture();
    sender.close();
    assertFalse(end.isDone());
    assertEquals("12345", channel.receiver().receive());
    assertTrue(end.isDone());
    assertNull(channel.receiver().receive());
  }

  @Test
  void ov2_whatDoesNotFitIsDroppedIfAskedFor() {
    List<String> dropped = new ArrayList<>();
    BlockingChannel<String> channel =
        BlockingChannel.<String>builder(10)
            .weigher(String::length)
            .overflow(Overflow.DROP_NEWEST)
            .onUndelivered(dropped::add)
            .build();
    BlockingSender<String> sender = channel.sender();
    for (String message : List.of("12345", "123456", "1234", "12", "1")) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
    assertEquals(List.of("123456", "12"), dropped);
    assertEquals(0, channel.remainingCapacity());
  }

  @Test
  @Races
  void w1_theWeightHeldNeverExceedsTheCapacity() throws Exception {
    int each = Race.times(5000);
    BlockingChannel<Integer> channel =
        BlockingChannel.<Integer>builder(16).weigher(message -> message % 20 + 1).build();
    AtomicInteger held = new AtomicInteger();
    List<Race.Task> tasks = new ArrayList<>();
    for (int first : new int[] {0, 7}) {
      BlockingSender<Integer> sender = channel.sender();
      tasks.add(
          () -> {
            for (int i = first; i < first + each; i++) {
              sender.send(i);
              int now = held.addAndGet(Math.min(16, i % 20 + 1));
              assertTrue(now <= 16, "W1: " + now);
            }
            sender.close();
          });
    }
    AtomicInteger received = new AtomicInteger();
    tasks.add(
        () -> {
          Integer next;
          while ((next = channel.receiver().peek()) != null || channel.receiver().awaitReady()) {
            next = channel.receiver().peek();
            if (next == null) {
              continue;
            }
            held.addAndGet(-Math.min(16, next % 20 + 1)); // before its weight is free
            assertEquals(next, channel.receiver().tryReceive());
            received.incrementAndGet();
          }
        });
    Race.of(channel, tasks.toArray(new Race.Task[0])).run(new BlockingFixture(ThreadKind.PLATFORM));
    assertEquals(2 * each, received.get());
    assertEquals(16, channel.remainingCapacity());
  }
}
