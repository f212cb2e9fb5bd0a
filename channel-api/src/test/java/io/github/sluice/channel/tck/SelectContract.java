// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SEL1 to SEL8: receiving from several channels at once. */
public interface SelectContract extends ContractPart {
  /**
   * Creates a selector of a channel's receivers, unless the fixture has none that can be selected.
   *
   * @param selector a selector
   * @param channels the channels
   * @return the selector
   */
  @SafeVarargs
  private Selector<Integer> with(Selector<Integer> selector, TestedChannel<Integer>... channels) {
    assumeTrue(fixture().isSelectable(), "other channels than this library's");
    for (TestedChannel<Integer> channel : channels) {
      selector.add(channel.receiver());
    }
    return selector;
  }

  private static void assertMessage(int message, @Nullable Selection<Integer> selection) {
    assertNotNull(selection, "nothing was ready");
    assertEquals(message, selection.message());
    assertFalse(selection.isEnd());
    assertNull(selection.failure());
  }

  private static void assertEnd(
      TestedChannel<Integer> channel, @Nullable Selection<Integer> selection) {
    assertNotNull(selection, "nothing was ready");
    assertTrue(selection.isEnd(), selection.toString());
    assertSame(channel.receiver(), selection.receiver());
    assertNull(selection.failure());
    assertNull(selection.messageOrThrow());
  }

  // ---- without waiting

  @Test
  default void sel1_oneMessageIsTakenAndOnlyOne() {
    TestedChannel<Integer> a = open(2);
    TestedChannel<Integer> b = open(2);
    Selector<Integer> selector = with(Selector.fair(), a, b);
    assertNull(selector.trySelect());
    fill(b.sender(), 1, 2);
    Selection<Integer> selection = selector.trySelect();
    assertMessage(1, selection);
    assertSame(b.receiver(), requireSelection(selection).receiver());
    assertEquals(1, b.receiver().size());
    assertEquals(0, a.receiver().size());
    assertMessage(2, selector.trySelect());
    assertNull(selector.trySelect());
    assertEquals(2, selector.size());
  }

  private static <T> Selection<T> requireSelection(@Nullable Selection<T> selection) {
    if (selection == null) {
      throw new AssertionError("nothing was ready");
    }
    return selection;
  }

  @Test
  default void sel3_receiversThatAreReadyAlternate() {
    TestedChannel<Integer> a = open(8);
    TestedChannel<Integer> b = open(8);
    TestedChannel<Integer> c = open(8);
    Selector<Integer> selector = with(Selector.fair(), a, b, c);
    Sender<Integer> toB = b.sender();
    fill(a.sender(), 0, 8);
    fill(c.sender(), 200, 8);
    for (int round = 0; round < 4; round++) {
      List<Integer> hundreds = new ArrayList<>();
      fill(toB, 100 + round, 1); // ready by now, as the others are
      for (int i = 0; i < 3; i++) {
        hundreds.add(requireSelection(selector.trySelect()).messageOrThrow() / 100);
      }
      assertEquals(List.of(0, 1, 2), hundreds.stream().sorted().toList(), "round " + round);
    }
  }

  @Test
  default void sel4_aBiasedSelectorPrefersWhatWasAddedFirst() {
    TestedChannel<Integer> first = open(4);
    TestedChannel<Integer> second = open(4);
    Selector<Integer> selector = with(Selector.biased(), first, second);
    Sender<Integer> toFirst = first.sender();
    fill(second.sender(), 100, 4);
    assertMessage(100, selector.trySelect());
    fill(toFirst, 0, 2);
    assertMessage(0, selector.trySelect());
    assertMessage(1, selector.trySelect());
    assertMessage(101, selector.trySelect());
    fill(toFirst, 2, 1);
    assertMessage(2, selector.trySelect());
    assertMessage(102, selector.trySelect());
  }

  @Test
  default void sel5_anEndIsSelectedOnceAndDropsOut() throws Exception {
    TestedChannel<Integer> a = open(2);
    TestedChannel<Integer> b = open(2);
    Selector<Integer> selector = with(Selector.biased(), a, b);
    Sender<Integer> toA = a.sender();
    fill(toA, 1, 1);
    toA.close();
    assertMessage(1, selector.select());
    assertEnd(a, selector.select());
    assertEquals(1, selector.size());
    assertNull(selector.trySelect());
    assertNull(a.receiver().tryReceive(), "it is free");
    b.receiver().close();
    assertEnd(b, selector.select());
    assertTrue(selector.isEmpty());
    assertNull(selector.select(), "none is left");
    assertNull(selector.trySelect(Duration.ofDays(1)));
    assertNull(
        selector.selectAsync().getNow(requireSelection(new Selection<>(a.receiver(), 1, null))));
    assertNull(selector.poll(() -> {}));
  }

  @Test
  default void sel5_aFailureIsTheEndWithItsCause() {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    Exception cause = new Exception("a test's");
    Sender<Integer> sender = channel.sender();
    fill(sender, 1, 1);
    sender.closeExceptionally(cause);
    assertMessage(1, selector.trySelect());
    Selection<Integer> end = requireSelection(selector.trySelect());
    assertTrue(end.isEnd());
    assertSame(cause, end.failure());
    assertSame(cause, assertThrows(ChannelFailedException.class, end::messageOrThrow).getCause());
  }

  @Test
  default void sel5_aPermitPutsTheEndOff() {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    var permit = ContractPart.reserve(channel.sender(), 1);
    channel.receiver().close();
    assertNull(selector.trySelect());
    CompletableFuture<Selection<Integer>> select = selector.selectAsync();
    assertFalse(select.isDone());
    permit.close();
    assertEnd(channel, Watchdog.get("the end", channel, select));
  }

  @Test
  default void sel6_aReceiverInASelectorIsInUse() {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    fill(channel.sender(), 1, 2);
    assertThrows(IllegalStateException.class, channel.receiver()::tryReceive);
    assertThrows(IllegalStateException.class, channel.receiver()::peek);
    assertThrows(IllegalStateException.class, () -> channel.receiver().drain(m -> {}, 1));
    assertThrows(IllegalStateException.class, () -> selector.add(channel.receiver()));
    assertThrows(IllegalStateException.class, () -> with(Selector.fair()).add(channel.receiver()));
    assertEquals(1, selector.size());
    assertMessage(1, selector.trySelect());
    assertTrue(selector.remove(channel.receiver()));
    assertFalse(selector.remove(channel.receiver()));
    assertEquals(2, channel.receiver().tryReceive());
    assertNull(selector.trySelect());
    selector.add(channel.receiver());
    selector.close();
    selector.close();
    assertNull(channel.receiver().tryReceive());
    assertNull(selector.trySelect());
    assertThrows(IllegalStateException.class, () -> selector.add(channel.receiver()));
  }

  @Test
  default void sel8_cancelHandsOverWhatIsLeftAndIsAnEnd() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(4, undelivered::add);
    Selector<Integer> selector = with(Selector.fair(), channel);
    fill(channel.sender(), 1, 3);
    assertMessage(1, selector.trySelect());
    channel.receiver().cancel();
    assertEquals(List.of(2, 3), undelivered, "at once, and not when it is selected");
    assertEnd(channel, selector.trySelect());
    assertNull(selector.trySelect());
    selector.add(channel.receiver());
    assertEnd(channel, selector.trySelect());
  }

  @Test
  default void sel1_anotherLibrarysReceiverIsRefused() {
    assumeTrue(!fixture().isSelectable());
    assertThrows(IllegalArgumentException.class, () -> Selector.fair().add(open(1).receiver()));
  }

  // ---- waiting

  @Test
  default void sel2_aMessageInAnyOfThemEndsTheWaitOfAThread() {
    TestedChannel<Integer> a = open(2);
    TestedChannel<Integer> b = open(2);
    Selector<Integer> selector = with(Selector.fair(), a, b);
    try (PendingThreads threads = new PendingThreads(fixture()::newThread)) {
      int message = 0;
      for (TestedChannel<Integer> channel : List.of(a, b, b, a)) {
        Pending<Selection<Integer>> select = threads.begin(selector, selector::select);
        assertFalse(select.isDone());
        Sender<Integer> sender = channel.sender();
        fill(sender, ++message, 1);
        Selection<Integer> selection = select.await();
        assertMessage(message, selection);
        assertSame(channel.receiver(), selection.receiver());
      }
      Pending<Selection<Integer>> select = threads.begin(selector, selector::select);
      a.receiver().close();
      assertEnd(a, select.await());
    }
  }

  @Test
  default void sel1_i1_anInterruptedSelectHasTakenNothing() throws Exception {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    try (PendingThreads threads = new PendingThreads(fixture()::newThread)) {
      PendingThread<Selection<Integer>> select = threads.begin(selector, selector::select);
      assertTrue(select.withdraw());
      fill(channel.sender(), 1, 1);
      Thread.currentThread().interrupt(); // nothing has to wait (I2)
      assertMessage(1, selector.select());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  default void sel1_i4_aTimedSelectHasTakenNothing() throws Exception {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    assertNull(selector.trySelect(Duration.ofMillis(1)));
    assertNull(selector.trySelect(Duration.ZERO));
    assertNull(selector.trySelect(Duration.ofDays(-1)));
    fill(channel.sender(), 1, 1);
    assertMessage(1, selector.trySelect(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  default void sel2_aFutureCompletesWithTheFirstMessage() {
    TestedChannel<Integer> a = open(2);
    TestedChannel<Integer> b = open(2);
    Selector<Integer> selector = with(Selector.fair(), a, b);
    Sender<Integer> toB = b.sender();
    fill(toB, 1, 1);
    assertMessage(1, selector.selectAsync().getNow(null));
    CompletableFuture<Selection<Integer>> select = selector.selectAsync();
    assertFalse(select.isDone());
    assertThrows(IllegalStateException.class, selector::trySelect);
    assertThrows(IllegalStateException.class, selector::selectAsync);
    assertThrows(IllegalStateException.class, selector::close);
    assertThrows(IllegalStateException.class, () -> selector.remove(a.receiver()));
    fill(toB, 2, 1);
    assertMessage(2, Watchdog.get("the select", b, select));
    assertNull(selector.trySelect(), "the selector is free");
  }

  @Test
  default void sel1_a5_aWithdrawnFutureHasTakenNothing() {
    TestedChannel<Integer> channel = open(2);
    Selector<Integer> selector = with(Selector.fair(), channel);
    assertTrue(selector.selectAsync().cancel(false));
    CompletableFuture<Selection<Integer>> timed =
        selector.selectAsync().orTimeout(1, TimeUnit.MICROSECONDS);
    Watchdog.await("the timeout", channel, timed::isDone);
    fill(channel.sender(), 1, 1);
    assertMessage(1, selector.trySelect());
  }

  @Test
  default void sel2_a3_aWakerIsCalledOnceForEachPoll() {
    TestedChannel<Integer> a = open(4);
    TestedChannel<Integer> b = open(4);
    Selector<Integer> selector = with(Selector.fair(), a, b);
    AtomicInteger calls = new AtomicInteger();
    Sender<Integer> toA = a.sender();
    Sender<Integer> toB = b.sender();
    assertNull(selector.poll(() -> calls.addAndGet(100)));
    assertNull(selector.poll(calls::incrementAndGet), "replaces the one before");
    fill(toA, 1, 2);
    fill(toB, 3, 1);
    Watchdog.await("the waker", selector, () -> calls.get() == 1);
    List<Integer> taken = new ArrayList<>();
    Selection<Integer> selection;
    while ((selection = selector.poll(calls::incrementAndGet)) != null) {
      taken.add(selection.message());
    }
    assertEquals(List.of(1, 2, 3), taken.stream().sorted().toList());
    assertEquals(1, calls.get());
    toB.close();
    Watchdog.await("the waker", selector, () -> calls.get() == 2);
    assertEnd(b, selector.trySelect());
    assertNull(selector.poll(calls::incrementAndGet));
    assertNull(selector.trySelect(), "forgets the waker");
    fill(toA, 4, 1);
    assertMessage(4, selector.trySelect());
    assertEquals(2, calls.get());
  }

  @Test
  default void sel2_aReceiverThatIsAddedEndsAWait() {
    TestedChannel<Integer> a = open(2);
    TestedChannel<Integer> b = open(2);
    Selector<Integer> selector = with(Selector.fair(), a);
    fill(b.sender(), 1, 1);
    try (PendingThreads threads = new PendingThreads(fixture()::newThread)) {
      Pending<Selection<Integer>> select = threads.begin(selector, selector::select);
      selector.add(b.receiver());
      assertMessage(1, select.await());
    }
    TestedChannel<Integer> c = open(2);
    fill(c.sender(), 2, 1);
    CompletableFuture<Selection<Integer>> future = selector.selectAsync();
    selector.add(c.receiver());
    assertMessage(2, Watchdog.get("the select", c, future));
  }

  // ---- races

  @Test
  default void sel1_sel9_everyMessageOfManyChannelsIsSelectedOnceAndInOrder() throws Exception {
    int channels = 12; // more than are polled without being registered
    int messages = Race.times(4000);
    for (Selector<Integer> selector :
        List.of(Selector.<Integer>fair(), Selector.<Integer>biased())) {
      with(selector);
      List<TestedChannel<Integer>> all = new ArrayList<>();
      List<Thread> sending = new ArrayList<>();
      for (int i = 0; i < channels; i++) {
        TestedChannel<Integer> channel = open(1 + i % 3);
        all.add(channel);
        selector.add(channel.receiver());
        Sender<Integer> sender = channel.sender();
        Thread thread = fixture().newThread(() -> sendAll(channel, sender, messages));
        sending.add(thread);
        thread.start();
      }
      List<List<Integer>> taken = new ArrayList<>();
      all.forEach(channel -> taken.add(new ArrayList<>()));
      int ends = 0;
      for (int i = 0; ends < channels; i++) {
        Selection<Integer> selection =
            i % 3 == 0
                ? Watchdog.get("a select", selector, selector.selectAsync())
                : selector.trySelect(Duration.ofSeconds(Watchdog.SECONDS));
        assertNotNull(selection, "waited " + Watchdog.SECONDS + " s: " + selector + all);
        int from = all.stream().map(TestedChannel::receiver).toList().indexOf(selection.receiver());
        if (selection.isEnd()) {
          ends++;
        } else {
          taken.get(from).add(selection.messageOrThrow());
        }
      }
      taken.forEach(list -> assertEquals(numbers(0, messages), list));
      sending.forEach(thread -> Watchdog.join(thread, selector));
    }
  }

  private static void sendAll(TestedChannel<Integer> channel, Sender<Integer> sender, int count) {
    try (sender) {
      for (int message = 0; message < count; message++) {
        channel.send(sender, message);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void sel1_sel2_withdraw_send_send() throws Exception {
    Race.rounds(
        fixture(),
        2000,
        () -> {
          TestedChannel<Integer> a = open(1);
          TestedChannel<Integer> b = open(1);
          Selector<Integer> selector = with(Selector.fair(), a, b);
          CompletableFuture<Selection<Integer>> select = selector.selectAsync();
          Sender<Integer> toA = a.sender();
          Sender<Integer> toB = b.sender();
          return Race.of(
                  selector,
                  () -> select.cancel(false),
                  () -> fill(toA, 1, 1),
                  () -> fill(toB, 2, 1))
              .then(
                  () -> {
                    Watchdog.await("the select", selector, select::isDone);
                    List<Integer> taken = new ArrayList<>();
                    if (!select.isCancelled()) {
                      taken.add(select.join().messageOrThrow());
                    }
                    Selection<Integer> selection;
                    while ((selection = selector.trySelect()) != null) {
                      taken.add(selection.message());
                    }
                    assertEquals(List.of(1, 2), taken.stream().sorted().toList());
                  });
        });
  }

  @Test
  default void sel8_cancel_send_select() throws Exception {
    Race.rounds(
        fixture(),
        2000,
        () -> {
          List<Integer> undelivered = new CopyOnWriteArrayList<>();
          TestedChannel<Integer> channel = open(2, undelivered::add);
          Selector<Integer> selector = with(Selector.fair(), channel);
          Sender<Integer> sender = channel.sender();
          List<Integer> sent = new CopyOnWriteArrayList<>();
          List<Integer> taken = new CopyOnWriteArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    channel.receiver().cancel();
                    Integer received = receivedIfFree(channel); // the other thread may discard
                    if (received != null) {
                      taken.add(received);
                    }
                  },
                  () -> {
                    for (int message = 1; message <= 3; message++) {
                      if (sender.trySend(message).isSent()) {
                        sent.add(message);
                      }
                    }
                  },
                  () -> {
                    Selection<Integer> selection = selector.select();
                    while (!requireSelection(selection).isEnd()) {
                      taken.add(selection.messageOrThrow());
                      selection = selector.select();
                    }
                  })
              .then(
                  () -> {
                    List<Integer> all = new ArrayList<>(taken);
                    all.addAll(undelivered);
                    assertEquals(sent, all.stream().sorted().toList());
                    assertTrue(selector.isEmpty());
                    assertEquals(0, channel.receiver().size());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  /** Receives in a thread that has cancelled, while the selector may still be taking a message. */
  private static @Nullable Integer receivedIfFree(TestedChannel<Integer> channel) {
    try {
      return channel.receiver().tryReceive();
    } catch (IllegalStateException inUse) {
      return null;
    }
  }

  @Test
  default void sel1_a5_cancel_addOfAnother() throws Exception {
    Race.rounds(
        fixture(),
        2000,
        () -> {
          TestedChannel<Integer> a = open(1);
          TestedChannel<Integer> b = open(1);
          Selector<Integer> selector = with(Selector.fair(), a);
          CompletableFuture<Selection<Integer>> select = selector.selectAsync();
          AtomicInteger calls = new AtomicInteger();
          return Race.of(
                  selector,
                  () -> {
                    assertTrue(select.cancel(false), "nothing was ready");
                    assertNull(selector.poll(calls::incrementAndGet));
                  },
                  () -> selector.add(b.receiver()))
              .then(
                  () -> {
                    assertNull(selector.trySelect());
                    AtomicInteger later = new AtomicInteger();
                    assertNull(selector.poll(later::incrementAndGet));
                    fill(a.sender(), 1, 1);
                    Watchdog.await("the waker", selector, () -> later.get() == 1);
                    assertTrue(calls.get() <= 1, "for the receiver that was added");
                    assertMessage(1, selector.trySelect());
                  });
        });
  }

  @Test
  default void sel6_cancel_add() throws Exception {
    Race.rounds(
        fixture(),
        2000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Selector<Integer> selector = with(Selector.fair());
          return Race.of(
                  selector,
                  () -> channel.receiver().cancel(),
                  () -> selector.add(channel.receiver()),
                  () -> {
                    Selection<Integer> selection;
                    while ((selection = selector.trySelect()) == null) {
                      Thread.onSpinWait();
                    }
                    assertEnd(channel, selection);
                  })
              .then(
                  () -> {
                    assertTrue(selector.isEmpty(), selector.toString());
                    assertNull(selector.select());
                  });
        });
  }

  @Test
  default void sel2_aWakerWithoutReceiversIsCalledWhenOneIsAdded() {
    Selector<Integer> selector = with(Selector.fair());
    AtomicInteger calls = new AtomicInteger();
    assertNull(selector.poll(calls::incrementAndGet));
    TestedChannel<Integer> channel = open(1);
    fill(channel.sender(), 1, 1);
    selector.add(channel.receiver());
    Watchdog.await("the waker", selector, () -> calls.get() == 1);
    assertMessage(1, selector.trySelect());
  }

  @Test
  default void sel2_aRemovalLeavesTheWaker() {
    TestedChannel<Integer> a = open(1);
    TestedChannel<Integer> b = open(1);
    Selector<Integer> selector = with(Selector.fair(), a, b);
    AtomicInteger calls = new AtomicInteger();
    assertNull(selector.poll(calls::incrementAndGet));
    assertTrue(selector.remove(b.receiver()));
    fill(a.sender(), 1, 1);
    Watchdog.await("the waker", selector, () -> calls.get() == 1);
  }

  @Test
  default void sel5_aCancelledReceiverIsAddedOnce() {
    TestedChannel<Integer> channel = open(1);
    Selector<Integer> selector = with(Selector.fair());
    channel.receiver().cancel();
    selector.add(channel.receiver());
    assertThrows(IllegalStateException.class, () -> selector.add(channel.receiver()));
    assertEnd(channel, selector.trySelect());
    assertNull(selector.trySelect());
    assertTrue(selector.isEmpty());
  }

  @Test
  default void a9_aChainOfSelectsDoesNotExhaustTheStack() {
    TestedChannel<Integer> channel = open(1);
    Selector<Integer> selector = with(Selector.fair(), channel);
    Sender<Integer> sender = channel.sender();
    CompletableFuture<Integer> end = new CompletableFuture<>();
    selectAndSend(selector, sender, end);
    fill(sender, 20_000, 1);
    assertEquals(0, Watchdog.get("the chain", channel, end));
  }

  private static void selectAndSend(
      Selector<Integer> selector, Sender<Integer> sender, CompletableFuture<Integer> end) {
    selector
        .selectAsync()
        .thenAccept(
            selection -> {
              int message = selection.messageOrThrow();
              if (message == 0) {
                end.complete(message);
              } else {
                selectAndSend(selector, sender, end);
                sender.trySend(message - 1);
              }
            })
        .exceptionally(
            failure -> {
              end.completeExceptionally(failure);
              return null;
            });
  }

  @Test
  default void sel2_add_send_select() throws Exception {
    Race.rounds(
        fixture(),
        2000,
        () -> {
          TestedChannel<Integer> idle = open(1);
          TestedChannel<Integer> channel = open(1);
          Selector<Integer> selector = with(Selector.fair(), idle);
          Sender<Integer> sender = channel.sender();
          List<Integer> taken = new CopyOnWriteArrayList<>();
          return Race.of(
                  selector,
                  () -> selector.add(channel.receiver()),
                  () -> fill(sender, 1, 1),
                  () -> taken.add(requireSelection(selector.select()).messageOrThrow()))
              .then(() -> assertEquals(List.of(1), taken));
        });
  }
}
