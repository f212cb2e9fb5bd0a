// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.tck.Capacities;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OV3, OV4: a full ring gives up its oldest message, and no other. */
@Timeout(120)
class EvictingRingTest {
  private static final long START = (1L << 39) - 1000; // positions wrap around

  private record Message(int sender, int sequence) {}

  private static <T> @Nullable T send(EvictingRing<T> ring, T message) {
    long tail = ring.claimAlways();
    T evicted = ring.evict(tail);
    ring.publish(tail, message);
    return evicted;
  }

  private static <T> @Nullable T poll(EvictingRing<T> ring) {
    T message;
    do {
      message = ring.peek(FOREVER);
    } while (message != null && !ring.remove(message, true));
    return message;
  }

  @Capacities
  void ov3_theRingIsAQueueThatDropsItsHead(int capacity) {
    EvictingRing<Integer> ring = new EvictingRing<>(capacity, START);
    Deque<Integer> model = new ArrayDeque<>();
    Random random = new Random(capacity);
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3) {
        Integer evicted = model.size() == capacity ? model.poll() : null;
        model.add(i);
        assertEquals(evicted, send(ring, i));
      } else {
        assertEquals(model.poll(), poll(ring));
      }
      assertEquals(model.size(), ring.size());
      assertEquals(capacity - model.size(), ring.remainingCapacity());
      assertEquals(model.peek(), ring.peek(FOREVER));
    }
  }

  @Test
  void ov3_aMessageThatWasEvictedAfterAPeekIsNotRemoved() {
    EvictingRing<String> ring = new EvictingRing<>(2);
    send(ring, "a");
    send(ring, "b");
    assertEquals("a", ring.peek(FOREVER));
    long position = ring.receivePosition();
    assertEquals("a", send(ring, "a")); // the same object a lap later, in the same slot
    assertFalse(ring.tryRemove("a", position));
    assertEquals("b", poll(ring));
    assertEquals("a", poll(ring));
    assertNull(poll(ring));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 100})
  void ov3_everyMessageIsReceivedOrEvictedOnceAndInOrder(int capacity) throws Exception {
    int senders = 3;
    int each = Race.times(200_000);
    EvictingRing<Message> ring = new EvictingRing<>(capacity, START);
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    List<Future<List<Message>>> evictions = new ArrayList<>();
    for (int s = 0; s < senders; s++) {
      int sender = s;
      evictions.add(
          threads.submit(
              () -> {
                List<Message> evicted = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  Message oldest = send(ring, new Message(sender, i));
                  if (oldest != null) {
                    evicted.add(oldest);
                  }
                  int size = ring.size();
                  assertTrue(size >= 0 && size <= capacity, "V1: size " + size);
                }
                return evicted;
              }));
    }
    threads.shutdown();
    boolean[][] seen = new boolean[senders][each];
    int[] last = {-1, -1, -1};
    boolean isOver = false;
    int received = 0;
    while (true) {
      Message message = poll(ring);
      if (message != null) {
        assertTrue(message.sequence > last[message.sender], "O1");
        last[message.sender] = message.sequence;
        note(seen, message);
        received++;
      } else if (isOver) {
        break;
      }
      isOver = evictions.stream().allMatch(Future::isDone);
    }
    int evicted = 0;
    for (Future<List<Message>> eviction : evictions) {
      for (Message message : eviction.get(Watchdog.SECONDS, TimeUnit.SECONDS)) {
        note(seen, message);
        evicted++;
      }
    }
    assertEquals(senders * each, received + evicted, "S1");
    assertEquals(0, ring.size());
  }

  private static void note(boolean[][] seen, Message message) {
    assertFalse(seen[message.sender][message.sequence], "S2: twice " + message);
    seen[message.sender][message.sequence] = true;
  }

  @Test
  void ov4_aRingThatHasBeenSentToIsNeverEmptyWhileItIsSentTo() throws Exception {
    int count = Race.times(300_000);
    EvictingRing<Integer> ring = new EvictingRing<>(1);
    send(ring, -1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> sender =
        thread.submit(
            () -> {
              for (int i = 0; i < count; i++) {
                send(ring, i);
              }
            });
    thread.shutdown();
    while (!sender.isDone()) {
      assertTrue(ring.peek(FOREVER) != null, "empty between two messages");
      assertEquals(1, ring.size());
    }
    sender.get();
    assertEquals(count - 1, poll(ring));
  }

  @Test
  void ov3_theSameObjectManyTimes() throws Exception {
    int senders = 2;
    int each = Race.times(100_000);
    EvictingRing<String> ring = new EvictingRing<>(1);
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    List<Future<Integer>> evictions = new ArrayList<>();
    for (int s = 0; s < senders; s++) {
      evictions.add(
          threads.submit(
              () -> {
                int evicted = 0;
                for (int i = 0; i < each; i++) {
                  evicted += send(ring, "same") == null ? 0 : 1;
                }
                return evicted;
              }));
    }
    threads.shutdown();
    int total = 0;
    boolean isOver = false;
    while (true) {
      boolean some = poll(ring) != null;
      total += some ? 1 : 0;
      if (isOver && !some) {
        break;
      }
      isOver = evictions.stream().allMatch(Future::isDone);
    }
    for (Future<Integer> eviction : evictions) {
      total += eviction.get();
    }
    assertEquals(senders * each, total);
  }

  @Test
  void x10_aCancelledRingIsEmptiedBesideSendsThatEvict() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int round = 0; round < Race.times(3000); round++) {
      EvictingRing<Integer> ring = new EvictingRing<>(2);
      send(ring, 1);
      send(ring, 2);
      List<Future<Integer>> seen = new ArrayList<>();
      for (int message : new int[] {3, 4}) {
        seen.add(
            threads.submit(
                () -> {
                  long tail = ring.claimAlways();
                  if (TailWord.isClosed(tail)) {
                    return message; // refused
                  }
                  Integer evicted = ring.evict(tail);
                  ring.publish(tail, message);
                  return evicted == null ? 0 : evicted;
                }));
      }
      ring.close(TailWord.CANCELLED);
      int sum = 0;
      Integer message;
      while ((message = ring.pollCancelled()) != null) {
        sum += message;
      }
      for (Future<Integer> one : seen) {
        sum += one.get(Watchdog.SECONDS, TimeUnit.SECONDS);
      }
      while ((message = ring.pollCancelled()) != null) { // claimed before, written after
        sum += message;
      }
      assertEquals(10, sum);
    }
    threads.shutdown();
  }
}
