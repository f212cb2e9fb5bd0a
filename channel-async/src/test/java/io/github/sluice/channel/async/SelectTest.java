// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** SEL1, A3, A10: a selector of async receivers. */
class SelectTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final Selector<Integer> selector = Selector.fair();

  @Test
  void a3_a10_aWakerThatFailsForWantOfMemoryIsCalledOnceMoreAndNotAgain() {
    selector.add(channel.receiver());
    AtomicInteger calls = new AtomicInteger();
    selector.poll(
        () -> {
          calls.incrementAndGet();
          throw new OutOfMemoryError("a test's");
        });
    sender.trySend(1);
    Watchdog.await("the second call", channel, () -> calls.get() == 2);
    AtomicInteger later = new AtomicInteger();
    AsyncChannel<Integer> other = AsyncChannel.bounded(1);
    Selector<Integer> of = Selector.fair();
    of.add(other.receiver());
    of.poll(
        () -> {
          if (later.incrementAndGet() == 1) {
            throw new OutOfMemoryError("a test's");
          }
        });
    other.sender().trySend(1);
    Watchdog.await("a redelivery", channel, () -> later.get() == 2); // behind any third call
    assertEquals(2, calls.get());
    assertEquals(1, selector.trySelect().message());
  }

  @Test
  void sel1_callbacksOfASendThatWaitedMayUseTheSelector() {
    selector.add(channel.receiver());
    sender.trySend(1);
    sender.trySend(2);
    CompletableFuture<Selection<Integer>> nested =
        sender.send(3).thenApply(sent -> selector.trySelect());
    assertEquals(1, selector.trySelect().message());
    assertEquals(2, nested.join().message());
    assertEquals(3, selector.trySelect().message());
    assertNull(selector.trySelect());
  }

  @Test
  void sel1_onUndeliveredMayUseTheSelector() {
    AtomicInteger undelivered = new AtomicInteger();
    AsyncChannel<Integer> cancelled =
        AsyncChannel.<Integer>builder(2)
            .onUndelivered(
                message -> {
                  undelivered.incrementAndGet();
                  assertTrue(selector.trySelect().isEnd());
                })
            .build();
    selector.add(cancelled.receiver());
    cancelled.sender().trySend(1);
    cancelled.receiver().cancel();
    assertEquals(1, undelivered.get());
    assertTrue(selector.isEmpty());
  }
}
