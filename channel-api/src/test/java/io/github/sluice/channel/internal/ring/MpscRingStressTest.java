// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several senders, half of them with permits, and a receiver that checks everything it sees. */
@Timeout(120)
class MpscRingStressTest {
  private static final int SENDERS = 4;

  private record Message(int sender, long sequence, long checksum) {
    Message(int sender, long sequence) {
      this(sender, sequence, checksum(sender, sequence));
    }

    static long checksum(int sender, long sequence) {
      return (sequence * 31 + sender) * 0x9E3779B97F4A7C15L;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 40_000", "2, 100_000", "3, 100_000", "64, 500_000", "100, 500_000"})
  void s1_s2_o1_eachMessageOnceAndInOrder(int capacity, String count) throws Exception {
    long each = Race.times(Integer.parseInt(count.replace("_", "")));
    MpscRing<Message> ring = new MpscRing<>(capacity, (1L << 39) - each);
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    List<Future<?>> senders = new ArrayList<>();
    for (int s = 0; s < SENDERS; s++) {
      int sender = s;
      senders.add(threads.submit(() -> send(ring, sender, each)));
    }
    threads.shutdown();
    long[] next = new long[SENDERS];
    for (long received = 0; received < SENDERS * each; ) {
      int size = ring.size();
      assertTrue(size >= 0 && size <= capacity, "V1: size " + size);
      Message message = RingProbe.poll(ring, FOREVER);
      if (message == null) {
        Thread.yield();
        checkAlive(senders);
        continue;
      }
      assertEquals(next[message.sender]++, message.sequence, "O1");
      assertEquals(Message.checksum(message.sender, message.sequence), message.checksum, "H1");
      received++;
    }
    for (Future<?> sender : senders) {
      sender.get(Watchdog.SECONDS, TimeUnit.SECONDS);
    }
    assertEquals(0, ring.size());
    assertEquals(capacity, ring.remainingCapacity(), "C4");
  }

  private static void send(MpscRing<Message> ring, int sender, long count) {
    for (long i = 0; i < count; i++) {
      Message message = new Message(sender, i);
      boolean permitted = sender % 2 == 1;
      while (!TailWord.admitsSenders(permitted ? ring.tryReserve(1) : ring.offer(message))) {
        Thread.yield();
      }
      if (permitted) {
        ring.publish(ring.claimPermitted(), message);
      }
    }
  }

  private static void checkAlive(List<Future<?>> senders) throws Exception {
    for (Future<?> sender : senders) {
      if (sender.isDone()) {
        try {
          sender.get();
        } catch (ExecutionException e) {
          throw new AssertionError("a sender failed", e.getCause());
        }
      }
    }
  }
}
