// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.Cores;
import io.github.sluice.channel.internal.parking.ParkingReceiver;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SEL7, M1, M5: what a selector does to its receivers, and keeps of them. */
class WatchedTest {
  private static final int RECEIVERS = 50;

  private final List<ChannelCore<Integer>> cores = new ArrayList<>();
  private final Selector<Integer> selector = Selector.fair();

  private ParkingReceiver<Integer> open() {
    ChannelCore<Integer> core =
        Cores.create(4, null, message -> {}, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);
    cores.add(core);
    return new ParkingReceiver<>(core);
  }

  private Set<ChannelCore<Integer>> registered() {
    Set<ChannelCore<Integer>> registered = new HashSet<>(cores);
    registered.removeIf(ChannelCore::isReceiverNotified);
    return registered;
  }

  @Test
  void sel7_whatIsNotReadyStaysRegistered() {
    for (int i = 0; i < RECEIVERS; i++) {
      selector.add(open());
    }
    assertNull(selector.trySelect());
    Set<ChannelCore<Integer>> registered = registered();
    assertTrue(registered.size() >= RECEIVERS - 4, "registered: " + registered.size());
    ChannelCore<Integer> busy = registered.iterator().next();
    registered.remove(busy);
    for (int message = 0; message < 100; message++) {
      busy.trySend(message);
      assertEquals(message, selector.trySelect().message());
      assertNull(selector.trySelect());
      assertTrue(registered().containsAll(registered), "message " + message);
    }
  }

  @Test
  void sel6_aReceiverThatIsRemovedIsNotRegistered() {
    ParkingReceiver<Integer> receiver = open();
    for (int i = 0; i < RECEIVERS; i++) {
      selector.add(open());
    }
    selector.add(receiver);
    for (int i = 0; i < 2 * RECEIVERS; i++) {
      assertNull(selector.trySelect()); // until it is registered
    }
    assertTrue(selector.remove(receiver));
    assertTrue(cores.get(0).isReceiverNotified());
    selector.close();
    assertEquals(Set.of(), registered());
  }

  @Test
  void m5_aBiasedSelectorRetainsNoReceiverThatWasRemoved() {
    Selector<Integer> biased = Selector.biased();
    ParkingReceiver<Integer> urgent = open();
    biased.add(urgent);
    List<WeakReference<Object>> removed = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      cores.get(0).trySend(i);
      removed.add(addSelectAndRemove(biased, i));
      cores.subList(1, cores.size()).clear();
    }
    Garbage.awaitCollected("removed receivers", biased, removed);
  }

  private WeakReference<Object> addSelectAndRemove(Selector<Integer> biased, int message) {
    ParkingReceiver<Integer> other = open();
    biased.add(other);
    if (message % 2 == 0) {
      cores.get(1).trySend(-1); // ready, and never selected
    }
    assertEquals(message, biased.trySelect().message());
    assertTrue(biased.remove(other));
    return new WeakReference<>(other);
  }

  @Test
  void m5_aChannelThatHasEndedOrWasRemovedRetainsNoSelector() {
    ParkingReceiver<Integer> closed = open();
    ParkingReceiver<Integer> cancelled = open();
    ParkingReceiver<Integer> removed = open();
    WeakReference<Object> used = use(closed, cancelled, removed);
    Garbage.awaitCollected("a selector", cores, List.of(used));
    assertNull(closed.tryReceive());
    assertNull(removed.tryReceive());
  }

  private static WeakReference<Object> use(
      ParkingReceiver<Integer> closed,
      ParkingReceiver<Integer> cancelled,
      ParkingReceiver<Integer> removed) {
    Selector<Integer> selector = Selector.fair();
    selector.add(closed);
    selector.add(cancelled);
    selector.add(removed);
    selector.poll(() -> {}); // registers all
    closed.close();
    cancelled.cancel();
    assertTrue(selector.trySelect().isEnd());
    assertTrue(selector.trySelect().isEnd());
    selector.poll(() -> {});
    assertTrue(selector.remove(removed));
    return new WeakReference<>(selector);
  }
}
