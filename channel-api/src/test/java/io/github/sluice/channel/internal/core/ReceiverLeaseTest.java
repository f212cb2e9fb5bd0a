// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A7, X10: exclusive use of the consumer side. */
class ReceiverLeaseTest {
  private final ReceiverLease lease =
      new ReceiverLease(
          Cores.create(1, "orders", message -> {}, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE));
  private final Object operation = new Object();

  private void assertInUse() {
    assertThrows(IllegalStateException.class, () -> lease.acquire(new Object()));
    Throwable inUse = assertThrows(IllegalStateException.class, lease::requireUsable);
    assertTrue(String.valueOf(inUse.getMessage()).contains("channel orders"), inUse.toString());
    assertThrows(IllegalStateException.class, lease::requireFree);
    assertFalse(lease.tryAcquireToDiscard());
  }

  @Test
  void a7_anOperationHasTheLeaseUntilItIsOver() {
    assertNull(lease.acquire(operation));
    assertSame(operation, lease.holder());
    assertInUse();
    lease.release(null);
    lease.requireUsable();
    lease.requireFree();
    assertNull(lease.acquire(operation));
  }

  @Test
  void aThreadMayUseTheReceiverInsideOfItsBatch() {
    Thread thread = Thread.currentThread();
    assertNull(lease.acquire(thread));
    lease.requireUsable();
    assertThrows(IllegalStateException.class, lease::requireFree);
    assertSame(thread, lease.acquire(operation), "a nested operation of the same thread");
    assertInUse();
    lease.release(thread);
    assertSame(thread, lease.acquire(thread), "a nested batch");
    lease.release(thread);
    lease.release(null);
    lease.requireFree();
  }

  @Test
  void a7_aThreadIsRefusedDuringTheBatchOfAnother() {
    lease.acquire(new Thread());
    assertInUse();
  }

  @Test
  void anOperationThatIsOverMayReleaseTheLeaseTwice() {
    lease.acquire(operation);
    assertFalse(lease.releaseOf(new Object()));
    assertTrue(lease.releaseOf(operation));
    assertFalse(lease.releaseOf(operation));
    lease.acquire(new Object());
    assertFalse(lease.releaseOf(operation), "another has it");
  }

  @Test
  void x10_whileTheChannelIsDiscardedItsStreamHasEnded() {
    lease.cancel();
    assertTrue(lease.isCancelled());
    assertTrue(lease.tryAcquireToDiscard());
    assertFalse(lease.tryAcquireToDiscard());
    lease.requireUsable();
    lease.requireFree();
    assertSame(ReceiverLease.DISCARDING, lease.acquire(operation));
    lease.release(null);
    assertNull(lease.acquire(operation));
  }

  // ---- with a channel

  private final List<String> undelivered = new ArrayList<>();
  private final ChannelCore<String> core =
      Cores.create(2, null, undelivered::add, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);

  @Test
  void x10_cancellingAFreeChannelDiscardsWhatItHolds() {
    core.trySend("message");
    core.cancel();
    assertEquals(List.of("message"), undelivered);
    assertNull(core.lease().holder());
  }

  @Test
  void x10_theHolderDiscardsWhenItReleasesTheLease() {
    core.trySend("message");
    core.lease().acquire(operation);
    core.cancel();
    core.discardIfCancelled();
    assertEquals(List.of(), undelivered, "the operation has the consumer side");
    core.releaseLease(null);
    assertEquals(List.of("message"), undelivered);
  }

  @Test
  void x10_anOperationThatIsOverDiscardsOnce() {
    core.trySend("message");
    core.lease().acquire(operation);
    core.cancel();
    core.releaseLeaseOf(new Object());
    assertEquals(List.of(), undelivered);
    core.releaseLeaseOf(operation);
    core.releaseLeaseOf(operation);
    assertEquals(List.of("message"), undelivered);
  }

  @Test
  void x10_aNestedReleaseLeavesDiscardingToTheOuterOne() {
    core.trySend("message");
    Object outer = core.lease().acquire(Thread.currentThread());
    Object nested = core.lease().acquire(operation);
    core.cancel();
    core.releaseLease(nested);
    assertEquals(List.of(), undelivered);
    core.releaseLease(outer);
    assertEquals(List.of("message"), undelivered);
  }

  @Test
  void x10_aThrowingActionIsGivenTheOthersAndTheLeaseIsFree() {
    ChannelCore<String> throwing =
        Cores.create(
            2,
            null,
            message -> {
              undelivered.add(message);
              throw new IllegalStateException(message);
            },
            CallbackExecutor.DIRECT,
            WaitStrategy.ADAPTIVE);
    throwing.trySend("first");
    throwing.trySend("second");
    IllegalStateException thrown = assertThrows(IllegalStateException.class, throwing::cancel);
    assertEquals("first", thrown.getMessage());
    assertEquals(1, thrown.getSuppressed().length);
    assertEquals(List.of("first", "second"), undelivered);
    assertNull(throwing.lease().holder());
  }

  @Test
  @Races
  void x10_cancelRacesWithAReleaseOfTheLease() throws Exception {
    CoreRace.rounds(
        10_000,
        () -> {
          ConcurrentLinkedQueue<String> thrownOut = new ConcurrentLinkedQueue<>();
          ChannelCore<String> raced =
              Cores.create(2, null, thrownOut::add, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);
          raced.trySend("message");
          raced.lease().acquire(raced);
          return Race.of(raced, () -> raced.releaseLease(null), raced::cancel)
              .then(
                  () -> {
                    assertEquals(List.of("message"), List.copyOf(thrownOut));
                    assertNull(raced.lease().holder());
                  });
        });
  }

  @Test
  @Races
  void x10_eachMessageOfACancelledChannelIsReceivedOrUndelivered() throws Exception {
    CoreRace.rounds(
        10_000,
        () -> {
          AtomicInteger thrownOut = new AtomicInteger();
          AtomicInteger received = new AtomicInteger();
          ChannelCore<Integer> raced =
              Cores.create(
                  4,
                  null,
                  m -> thrownOut.incrementAndGet(),
                  CallbackExecutor.DIRECT,
                  WaitStrategy.ADAPTIVE);
          for (int i = 0; i < 4; i++) {
            raced.trySend(i);
          }
          return Race.of(
                  raced,
                  () -> {
                    while (raced.tryReceive(FOREVER) != null) {
                      received.incrementAndGet();
                    }
                  },
                  raced::cancel)
              .then(
                  () -> {
                    assertEquals(4, received.get() + thrownOut.get(), "received " + received);
                    assertEquals(0, raced.size());
                    assertTrue(raced.isTerminated());
                  });
        });
  }
}
