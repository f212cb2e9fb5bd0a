// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sluice.channel.BlockingSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * P2: a waiter whose virtual thread is not run holds up no other waiter. No timer makes it good:
 * the JDK's timer is blocked meanwhile.
 */
@Races
public abstract class StarvationContract {
  private static final int WAITERS = 20;
  private static final int CAPACITY = 100;

  private BlockedTimer timer;
  private ThreadFixture virtual;
  private ThreadFixture platform;
  private TestedChannel<Integer> channel;
  private BlockingSender<Integer> sender;

  /** Creates the contract. */
  protected StarvationContract() {}

  /**
   * Creates the fixture of the tested channel.
   *
   * @param threads the kind of its threads
   * @return a new fixture
   */
  protected abstract ThreadFixture newFixture(ThreadKind threads);

  /** What may wait for capacity. */
  enum Operation {
    SEND {
      @Override
      void run(BlockingSender<Integer> sender) throws InterruptedException {
        sender.send(1);
      }
    },
    RESERVE {
      @Override
      void run(BlockingSender<Integer> sender) throws InterruptedException {
        sender.reserve(); // and kept
      }
    };

    abstract void run(BlockingSender<Integer> sender) throws InterruptedException;
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Operation.values())
        .flatMap(a -> Stream.of(Operation.values()).map(b -> Arguments.of(a, b)));
  }

  @BeforeEach
  final void open() {
    ThreadKind.VIRTUAL.assumeAvailable();
    timer = BlockedTimer.block();
    virtual = newFixture(ThreadKind.VIRTUAL);
    platform = newFixture(ThreadKind.PLATFORM);
  }

  @AfterEach
  final void close() {
    if (timer != null) {
      platform.close();
      virtual.close();
      timer.close();
    }
  }

  /** Opens a channel and fills it. */
  private void openFull(int capacity) {
    channel = platform.create(capacity, undelivered -> {});
    sender = (BlockingSender<Integer>) channel.sender();
    ContractPart.fill(sender, 0, capacity);
  }

  private List<PendingThread<?>> begin(int waiters, ThreadFixture threads, Operation operation) {
    List<PendingThread<?>> pending = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      PendingThread<?> waiter =
          threads.begin(
              channel.receiver(),
              () -> {
                operation.run(sender);
                return null;
              });
      assertFalse(waiter.isDone());
      pending.add(waiter);
    }
    return pending;
  }

  private void receive(int messages) {
    assertEquals(messages, channel.receiver().drain(message -> {}, messages));
  }

  private static void awaitAll(List<PendingThread<?>> waiters) {
    waiters.forEach(Pending::await);
  }

  private static void assertNoneHasRun(List<PendingThread<?>> starved, OccupiedCarriers carriers) {
    for (PendingThread<?> waiter : starved) {
      assertFalse(waiter.isDone(), () -> "its thread has been run: " + carriers);
    }
  }

  @ParameterizedTest
  @EnumSource
  final void p2_aSenderStarvedBetweenTwoTriesHoldsUpNoOthers(Operation others) {
    openFull(CAPACITY);
    AtomicBoolean sent = new AtomicBoolean();
    Runnable send =
        () -> {
          try {
            sender.send(1);
            sent.set(true);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (OccupiedCarriers carriers = OccupiedCarriers.starve(send)) {
      List<PendingThread<?>> behind = begin(WAITERS, platform, others);
      receive(CAPACITY);
      awaitAll(behind);
      assertFalse(sent.get(), () -> "its thread has been run: " + carriers);
    }
    Watchdog.await("the starved send", channel, sent::get);
    assertEquals(CAPACITY - WAITERS - 1, sender.remainingCapacity(), "C4");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  final void p2_waitersThatAreNotRunHoldUpNoOthers(Operation first, Operation others) {
    openFull(CAPACITY);
    List<PendingThread<?>> starved = begin(WAITERS, virtual, first);
    try (OccupiedCarriers carriers = OccupiedCarriers.occupy()) {
      List<PendingThread<?>> behind = begin(WAITERS, platform, others);
      receive(CAPACITY);
      awaitAll(behind);
      assertNoneHasRun(starved, carriers);
    }
    awaitAll(starved);
    assertEquals(CAPACITY - 2 * WAITERS, sender.remainingCapacity(), "C4");
  }

  @ParameterizedTest
  @EnumSource
  final void p2_aWaiterIsGrantedThoughItsThreadIsNotRun(Operation operation) {
    openFull(1);
    List<PendingThread<?>> starved = begin(2, virtual, operation);
    try (OccupiedCarriers carriers = OccupiedCarriers.occupy()) {
      receive(1);
      assertEquals(0, sender.remainingCapacity(), "granted when the receive has returned");
      assertEquals(operation == Operation.SEND ? 1 : 0, sender.size());
      assertNoneHasRun(starved, carriers);
    }
    channel.receiver().cancel(); // ends what still waits, but for its exception
    starved.forEach(PendingThread::awaitEnd);
  }
}
