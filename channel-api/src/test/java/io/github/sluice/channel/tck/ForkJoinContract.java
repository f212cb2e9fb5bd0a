// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * P8: a worker of a ForkJoinPool that waits is compensated for, as in the queues of the JDK, so
 * that the task that ends the wait is run.
 */
@Races
public abstract class ForkJoinContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MESSAGES = 10;

  /** Creates the contract. */
  protected ForkJoinContract() {}

  /**
   * Creates the fixture of the tested channel.
   *
   * @param threads the kind of its threads
   * @return a new fixture
   */
  protected abstract ThreadFixture newFixture(ThreadKind threads);

  /** A way to send that may wait. */
  enum Sending {
    SEND {
      @Override
      void send(BlockingSender<Integer> sender, int message) throws Exception {
        sender.send(message);
      }
    },
    TIMED_SEND {
      @Override
      void send(BlockingSender<Integer> sender, int message) throws Exception {
        sender.trySend(message, HOUR);
      }
    },
    RESERVE {
      @Override
      void send(BlockingSender<Integer> sender, int message) throws Exception {
        try (Permit<Integer> permit = sender.reserve()) {
          permit.send(message);
        }
      }
    };

    abstract void send(BlockingSender<Integer> sender, int message) throws Exception;
  }

  /** A way to receive that may wait. */
  enum Receiving {
    RECEIVE {
      @Override
      @Nullable Integer receive(BlockingReceiver<Integer> receiver) throws Exception {
        return receiver.receive();
      }
    },
    TIMED_RECEIVE {
      @Override
      @Nullable Integer receive(BlockingReceiver<Integer> receiver) throws Exception {
        return receiver.tryReceive(HOUR);
      }
    },
    RECEIVE_MANY {
      @Override
      @Nullable Integer receive(BlockingReceiver<Integer> receiver) throws Exception {
        List<Integer> one = new ArrayList<>();
        receiver.receiveMany(one, 1);
        return one.get(0);
      }
    },
    ITERATE {
      @Override
      @Nullable Integer receive(BlockingReceiver<Integer> receiver) {
        return receiver.iterator().next();
      }
    };

    abstract @Nullable Integer receive(BlockingReceiver<Integer> receiver) throws Exception;
  }

  /** Something done once for each message. */
  private interface Step {
    @Nullable Integer run(int message) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  final void p8_theOnlyWorkerMayWaitForCapacity(Sending way) {
    try (ThreadFixture fixture = newFixture(ThreadKind.PLATFORM)) {
      TestedChannel<Integer> channel = fixture.create(1, undelivered -> {});
      Step send = sending(channel, way);
      Step receive = receiving(channel, Receiving.RECEIVE);
      assertEquals(expected(), runBoth(channel, send, receive).get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  final void p8_theOnlyWorkerMayWaitForMessages(Receiving way) {
    try (ThreadFixture fixture = newFixture(ThreadKind.PLATFORM)) {
      TestedChannel<Integer> channel = fixture.create(1, undelivered -> {});
      Step send = sending(channel, Sending.SEND);
      Step receive = receiving(channel, way);
      assertEquals(expected(), runBoth(channel, receive, send).get(0));
    }
  }

  /** Shows that the test can be passed. */
  @Test
  final void p8_asInAQueueOfTheJdk() {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Step put =
        message -> {
          queue.put(message);
          return message;
        };
    Step take = message -> queue.take();
    assertEquals(expected(), runBoth(queue, put, take).get(1));
    assertEquals(expected(), runBoth(queue, take, put).get(0));
  }

  private static List<Integer> expected() {
    return ContractPart.numbers(0, MESSAGES);
  }

  private static Step sending(TestedChannel<Integer> channel, Sending way) {
    BlockingSender<Integer> sender = (BlockingSender<Integer>) channel.sender();
    return message -> {
      way.send(sender, message);
      return message;
    };
  }

  private static Step receiving(TestedChannel<Integer> channel, Receiving way) {
    BlockingReceiver<Integer> receiver = (BlockingReceiver<Integer>) channel.receiver();
    return message -> way.receive(receiver);
  }

  /** Runs both tasks in a pool of one worker, the second one when the first one waits. */
  private static List<List<Integer>> runBoth(Object context, Step first, Step second) {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
      Future<List<Integer>> waiting =
          pool.submit(
              () -> {
                worker.set(Thread.currentThread());
                return repeat(first).call();
              });
      Watchdog.await("the first task to wait", context, () -> isWaiting(worker.get()));
      Future<List<Integer>> following = pool.submit(repeat(second));
      List<Integer> result = Watchdog.get("the second task", context, following);
      return List.of(Watchdog.get("the first task", context, waiting), result);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<List<Integer>> repeat(Step step) {
    return () -> {
      List<Integer> results = new ArrayList<>();
      for (int message : IntStream.range(0, MESSAGES).toArray()) {
        results.add(step.run(message));
      }
      return results;
    };
  }

  private static boolean isWaiting(@Nullable Thread thread) {
    return thread != null
        && (thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }
}
