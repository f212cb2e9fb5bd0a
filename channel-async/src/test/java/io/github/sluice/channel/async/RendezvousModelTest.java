// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Z1 to Z3: what a channel of capacity 0 does is what its sequential model does. */
class RendezvousModelTest {
  /** The model: sends that wait, and a receive that waits; never both. */
  @Property(tries = 1000)
  void z2_itDoesWhatTheModelDoes(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> steps) {
    AsyncChannel<Integer> tested = AsyncChannel.bounded(0);
    AsyncSender<Integer> sends = tested.sender();
    AsyncReceiver<Integer> receives = tested.receiver();
    Deque<Integer> waiting = new ArrayDeque<>();
    Deque<CompletableFuture<?>> pending = new ArrayDeque<>();
    CompletableFuture<@Nullable Integer> receive = null;
    int next = 0;
    for (int step : steps) {
      int message = next++;
      switch (step) {
        case 0, 1, 2 -> {
          CompletableFuture<?> send = sends.send(message);
          assertEquals(receive != null, send.isDone());
          if (receive != null) {
            assertEquals(message, receive.join());
            receive = null;
          } else {
            waiting.add(message);
            pending.add(send);
          }
        }
        case 3 -> {
          assertEquals(receive != null ? SendResult.SENT : SendResult.FULL, sends.trySend(message));
          if (receive != null) {
            assertEquals(message, receive.join());
            receive = null;
          }
        }
        case 4, 5, 6 -> {
          if (receive == null) {
            CompletableFuture<@Nullable Integer> begun = receives.receive();
            assertEquals(!waiting.isEmpty(), begun.isDone());
            if (waiting.isEmpty()) {
              receive = begun;
            } else {
              assertEquals(waiting.poll(), begun.join());
              assertTrue(pending.remove().isDone());
            }
          }
        }
        case 7 -> {
          if (receive == null) {
            assertEquals(waiting.poll(), receives.tryReceive());
            pending.poll();
          }
        }
        case 8 -> {
          if (receive != null) {
            assertTrue(receive.cancel(true));
            receive = null;
          }
        }
        default -> {
          Iterator<Integer> messages = waiting.iterator();
          Iterator<CompletableFuture<?>> futures = pending.iterator();
          if (message % 2 == 1 && messages.hasNext()) { // the second
            messages.next();
            futures.next();
          }
          if (messages.hasNext()) {
            messages.next();
            messages.remove();
            assertTrue(futures.next().cancel(true));
            futures.remove();
          }
        }
      }
      assertTrue(pending.stream().noneMatch(CompletableFuture::isDone));
      assertEquals(waiting.size(), tested.waitingSenders());
      assertEquals(receive != null ? 1 : 0, tested.remainingCapacity());
      assertEquals(0, tested.size());
    }
  }
}
