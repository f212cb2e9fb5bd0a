// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.BlockingPipe;
import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With queues that have one flaw each. */
@Timeout(120)
class OwnCheckTest {
  /** Whether a channel has come to a halt; until then no time passes. */
  private final AtomicBoolean halted = new AtomicBoolean();

  private final AtomicLong nanos = new AtomicLong();

  /** A queue whose messages pass through a flaw before they are put. */
  private static class Queue implements Pipe {
    final BlockingQueue<Object> queue;
    final AtomicInteger count = new AtomicInteger();

    Queue(BlockingQueue<Object> queue) {
      this.queue = queue;
    }

    Queue(int capacity) {
      this(new ArrayBlockingQueue<>(capacity));
    }

    @Override
    public Inlet inlet() {
      return message -> send(message, count.incrementAndGet());
    }

    void send(Object message, int number) throws InterruptedException {
      queue.put(message);
    }

    @Override
    public Object receive() throws InterruptedException {
      return queue.take();
    }
  }

  private OwnCheck check(String name, IntFunction<Pipe> pipes) {
    long step = OwnCheck.LIMIT.toNanos() / 10;
    return new OwnCheck(name, pipes, () -> halted.get() ? nanos.addAndGet(step) : 0);
  }

  private void assertWrong(String verdict, IntFunction<Pipe> pipes) {
    OwnCheck check = check("flawed", pipes);
    String message = assertThrows(IllegalStateException.class, check::run).getMessage();
    assertTrue(message.matches("(?s)flawed " + verdict + " \\(.*, capacity \\d+\\)"), message);
  }

  @Test
  void whatIsRightPassesAndIsClosed() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger opened = new AtomicInteger();
    IntFunction<Pipe> counted =
        capacity -> {
          open.incrementAndGet();
          opened.incrementAndGet();
          return new Queue(capacity) {
            @Override
            public void close() {
              open.decrementAndGet();
            }
          };
        };
    assertDoesNotThrow(check("counted", counted)::run);
    assertEquals(0, open.get());
    assertTrue(opened.get() > 3);
    assertDoesNotThrow(check("ours", BlockingPipe::ofBlocking)::run);
    assertDoesNotThrow(new OwnCheck(Contender.ARRAY_BLOCKING_QUEUE)::run);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1000, 3999})
  void aMessageThatIsLostIsNamed(int lost) {
    assertWrong(
        "lost message " + (lost - 1) + " of producer 0, or let a later one overtake it",
        capacity ->
            new Queue(capacity) {
              @Override
              void send(Object message, int number) throws InterruptedException {
                if (number != lost) {
                  queue.put(message);
                }
              }
            });
  }

  @Test
  void aMessageThatIsDeliveredTwiceIsNamed() {
    assertWrong(
        "delivered message 6 of producer 0 twice",
        capacity ->
            new Queue(capacity) {
              @Override
              void send(Object message, int number) throws InterruptedException {
                queue.put(message);
                if (number == 7) {
                  queue.put(message);
                }
              }
            });
  }

  @Test
  void theLastMessageTwiceIsFoundAsWell() {
    assertWrong(
        "delivered message 4000 of producer 0 twice",
        capacity ->
            new Queue(new ArrayBlockingQueue<>(capacity + 1)) {
              @Override
              void send(Object message, int number) throws InterruptedException {
                queue.put(message);
                if (number == 4001) {
                  queue.put(message);
                }
              }
            });
  }

  @Test
  void aMessageThatIsOvertakenIsNamed() {
    assertWrong(
        "delivered message \\d+ of producer \\d after message \\d+ of the same producer",
        capacity -> {
          LinkedBlockingDeque<Object> stack = new LinkedBlockingDeque<>(capacity);
          return new Queue(stack) {
            @Override
            void send(Object message, int number) throws InterruptedException {
              stack.putFirst(message);
            }
          };
        });
  }

  @Test
  void whatWasNotSentIsNamed() {
    assertWrong(
        "delivered null, which was not sent",
        capacity ->
            new Queue(capacity) {
              @Override
              public Object receive() {
                return queue.poll();
              }
            });
  }

  @Test
  void anEndThatWaitsForEverIsFound() {
    assertWrong(
        "stood still after 999 sends and \\d+ receives: .*",
        capacity ->
            new Queue(capacity) {
              @Override
              void send(Object message, int number) throws InterruptedException {
                if (number == 1000) {
                  halted.set(true);
                  new CountDownLatch(1).await();
                }
                queue.put(message);
              }
            });
  }

  @Test
  void aCapacityThatIsTooSmallIsFound() {
    AtomicInteger opened = new AtomicInteger();
    assertWrong(
        "stood still after 500 sends and 0 receives: .*",
        capacity -> {
          boolean isLast = opened.incrementAndGet() == 5; // one thread sends, and then receives
          return new Queue(Math.min(capacity, 500)) {
            @Override
            void send(Object message, int number) throws InterruptedException {
              if (!queue.offer(message)) {
                halted.set(isLast);
                queue.put(message);
              }
            }
          };
        });
  }

  @Test
  void aFailureIsPassedOn() {
    assertWrong(
        "failed: java.lang.UnsupportedOperationException: no send",
        capacity ->
            new Queue(capacity) {
              @Override
              void send(Object message, int number) {
                throw new UnsupportedOperationException("no send");
              }
            });
    assertWrong(
        "failed: java.lang.AssertionError: no receive",
        capacity ->
            new Queue(capacity) {
              @Override
              public Object receive() {
                throw new AssertionError("no receive");
              }
            });
    assertWrong("opened nothing, but null", capacity -> null);
    assertWrong(
        "failed: java.lang.IllegalArgumentException: no capacity of 1",
        capacity -> {
          throw new IllegalArgumentException("no capacity of " + capacity);
        });
  }
}
