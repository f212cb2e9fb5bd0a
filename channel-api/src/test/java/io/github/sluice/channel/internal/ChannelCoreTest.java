// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What both channels are made of, by itself. */
class ChannelCoreTest {
  private final List<String> undelivered = new ArrayList<>();
  private final ChannelCore<String> core = new ChannelCore<>(2, undelivered::add, Runnable::run);

  @Test
  void x6_nobodyKeepsAStreamOpenThatHasEnded() {
    core.holdHandle();
    assertTrue(core.tryHold());
    core.releaseHandle();
    assertFalse(core.isClosed(), "a permit still holds it");
    core.release();
    assertTrue(core.isClosed());
    assertFalse(core.tryHold());
    assertFalse(core.tryHoldHandle());
    assertThrows(ChannelClosedException.class, core::holdHandle);
    assertEquals(0, core.handles());
  }

  @Test
  void s7_aPermitThatComesTooLateIsUsedUp() {
    assertEquals(SendResult.SENT, core.tryReserve(1));
    core.closeToAll();
    assertTrue(core.toString().contains("permits=1"), core.toString());
    assertFalse(core.sendPermitted("late"));
    assertTrue(core.toString().contains("permits=0"), core.toString());
    assertEquals(List.of(), undelivered, "it is still the caller's");
  }

  @Test
  void thePositionIsThatOfTheNextMessage() {
    long first = core.position();
    core.trySend("one");
    assertEquals("one", core.peek());
    assertEquals(first, core.position());
    assertEquals("one", core.take());
    assertEquals(TailWord.positions(1), core.position() - first);
    assertNull(core.take());
  }

  @Test
  void p1_anAnnouncementCanBeTakenBackUntilThereIsSomethingToReceive() {
    CountingSignal signal = new CountingSignal();
    assertTrue(core.park(signal));
    assertTrue(core.withdrawAnnouncement());
    core.trySend("one");
    assertEquals(0, signal.count);
    assertEquals("one", core.tryReceive());
    assertTrue(core.park(signal));
    core.trySend("two");
    assertEquals(1, signal.count);
    assertFalse(core.withdrawAnnouncement(), "there is something");
    assertEquals("two", core.tryReceive());
    core.close();
    assertFalse(core.withdrawAnnouncement(), "this is the end");
  }

  @Test
  void p1_x6_aReceiverIsNotToSleepIfThereIsSomething() {
    CountingSignal signal = new CountingSignal();
    core.trySend("one");
    assertFalse(core.park(signal));
    assertEquals("one", core.tryReceive());
    core.close();
    assertFalse(core.park(signal));
    assertEquals(0, signal.count);
  }

  @Test
  void m1_aReceiverThatIsNotToSleepIsForgotten() {
    core.trySend("one");
    CountingSignal signal = new CountingSignal();
    WeakReference<Object> reference = new WeakReference<>(signal);
    assertFalse(core.park(signal));
    signal = null;
    Garbage.awaitCollected("the signal", core, List.of(reference));
  }

  @Test
  void p7_thoseWhoAreToldAtOnceAreToldTogether() {
    List<Integer> toldBefore = new ArrayList<>();
    List<Waiter> told = new ArrayList<>();
    CallbackExecutor callbacks =
        new CallbackExecutor() {
          @Override
          public void execute(Runnable callback) {
            callback.run();
          }

          @Override
          public void runTogether(Runnable telling) {
            toldBefore.add(told.size());
            telling.run();
            toldBefore.add(told.size());
          }
        };
    ChannelCore<String> several = new ChannelCore<>(2, undelivered::add, callbacks);
    several.tryReserve(2);
    for (int i = 0; i < 3; i++) {
      several.waitingSenders().add(new Waiter(told));
    }
    several.releasePermits(2);
    assertEquals(List.of(0, 2), toldBefore);
    several.releasePermits(1);
    assertEquals(List.of(0, 2), toldBefore, "one alone needs nothing of that");
    assertEquals(3, told.size());
  }

  private static final class Waiter extends SendWaiter<String> {
    private final List<Waiter> told;

    Waiter(List<Waiter> told) {
      super(1);
      this.told = told;
    }

    @Override
    protected void settled() {
      told.add(this);
    }
  }

  @Test
  void itTellsInWhatStateItIs() {
    core.holdHandle();
    core.trySend("one");
    core.tryReserve(1);
    assertEquals(
        "[size=1, capacity=2, permits=1, waitingSenders=0, senders=1, open]", core.toString());
    core.fail(new IllegalStateException());
    assertEquals(
        "[size=1, capacity=2, permits=1, waitingSenders=0, senders=1, closed, failed]",
        core.toString());
    core.releasePermits(1);
    core.tryReceive();
    assertTrue(core.toString().endsWith("terminated, failed]"), core.toString());
  }
}
