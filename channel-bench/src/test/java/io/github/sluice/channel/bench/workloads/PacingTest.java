// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.BlockingPipe;
import io.github.sluice.channel.bench.contenders.Pipe;
import io.github.sluice.channel.bench.results.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PacingTest {
  /** A clock that advances by a nanosecond whenever it is read. */
  private static final class Clock implements LongSupplier {
    private long now = 1_000_000_007;

    @Override
    public long getAsLong() {
      return ++now;
    }
  }

  private final Clock clock = new Clock();
  private final Histogram latencies = Latencies.newHistogram();

  private Pacing pacing(int rate, int messages) {
    return new Pacing(rate, messages, latencies, clock);
  }

  @Test
  void everyMessageWaitsForItsIntendedStart() throws InterruptedException {
    Pacing pacing = pacing(3_000_000, 3001);
    long start = clock.now + 1;
    List<Long> sent = new ArrayList<>();
    Pipe.Inlet inlet =
        message -> {
          sent.add(clock.now - start);
          pacing.receive(message);
        };
    assertEquals(3001, pacing.send(inlet));
    for (int number = 1; number <= 3000; number++) {
      assertEquals(number * 1000L / 3, sent.get(number));
    }
    assertTrue(latencies.getMaxValue() <= 2, "as long as it takes to read the clock");
  }

  /** 100 messages are due while the send of one takes 100 us: each of them is late. */
  @Test
  void aSendThatIsHeldUpMakesEveryMessageLateThatWasDueMeanwhile() throws InterruptedException {
    Pacing pacing = pacing(1_000_000, 1000);
    int[] sent = {0};
    Pipe.Inlet inlet =
        message -> {
          if (++sent[0] == 500) {
            clock.now += 100_000;
          }
          pacing.receive(message);
        };
    assertEquals(1000, pacing.send(inlet));
    assertEquals(1000, latencies.getTotalCount());
    for (int late = 1; late < 100; late++) {
      long nanos = late * 1000L;
      assertEquals(101 - late, latencies.getCountBetweenValues(nanos, Long.MAX_VALUE / 2), late);
    }
  }

  private void assertRefused(Pacing pacing, Pipe.Inlet inlet) {
    Throwable cause =
        assertThrows(IllegalStateException.class, () -> pacing.send(inlet)).getCause();
    assertEquals("messages were lost, repeated or reordered", cause.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 99, 100})
  void aMessageThatIsLostIsNoticed(int lost) {
    Pacing pacing = pacing(1_000_000, 100);
    int[] sent = {0};
    assertRefused(
        pacing,
        message -> {
          if (++sent[0] != lost) {
            pacing.receive(message);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 99, 100})
  void soIsOneThatComesTwice(int repeated) {
    Pacing pacing = pacing(1_000_000, 100);
    int[] sent = {0};
    assertRefused(
        pacing,
        message -> {
          pacing.receive(message);
          if (++sent[0] == repeated) {
            pacing.receive(message);
          }
        });
  }

  @Test
  void soAreTwoThatAreSwapped() {
    Pacing pacing = pacing(1_000_000, 100);
    List<Object> all = new ArrayList<>();
    assertRefused(
        pacing,
        message -> {
          all.add(message);
          if (all.size() == 101) {
            all.add(50, all.remove(51));
            all.forEach(pacing::receive);
          }
        });
  }

  @Test
  void aReceiverThatFailsEndsTheWait() {
    Pacing pacing = new Pacing(1000, 2, latencies, System::nanoTime);
    Pipe broken =
        new Pipe() {
          private final Pipe pipe = BlockingPipe.ofBlocking(RateBenchmark.CAPACITY);

          @Override
          public Inlet inlet() {
            return pipe.inlet();
          }

          @Override
          public Object receive() {
            throw new UnsupportedOperationException("broken");
          }
        };
    Pipe.Inlet inlet = RateBenchmark.receivedByThread(pacing, broken, ThreadKind.PLATFORM);
    Throwable cause =
        assertThrows(IllegalStateException.class, () -> pacing.send(inlet)).getCause();
    assertEquals("broken", cause.getMessage());
  }
}
