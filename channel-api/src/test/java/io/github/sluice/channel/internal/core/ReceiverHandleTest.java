// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.queue.TestWaiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all receivers have in common. */
class ReceiverHandleTest {
  private final List<String> undelivered = new ArrayList<>();
  private final ChannelCore<String> core =
      Cores.create(4, null, undelivered::add, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);
  private final Handle handle = new Handle(core);
  private final List<String> received = new ArrayList<>();

  private static final class Handle extends ReceiverHandle<String> {
    Handle(ChannelCore<String> core) {
      super(core);
    }

    int move(List<String> into, int limit) {
      return moveTo(into, limit, SpinWait.BRIEFLY);
    }
  }

  private void send(String... messages) {
    for (String message : messages) {
      assertEquals(SendResult.SENT, core.trySend(message));
    }
  }

  private List<String> filledBy(Runnable onAdd) {
    return new ArrayList<>() {
      @Override
      public boolean add(String message) {
        onAdd.run();
        return super.add(message);
      }
    };
  }

  @Test
  void drainTakesNestedReceivesIntoAccount() {
    send("one", "two", "three");
    int drained =
        handle.drain(
            message -> {
              received.add(message);
              if (message.equals("one")) {
                received.add(handle.tryReceive());
              }
            },
            4);
    assertEquals(List.of("one", "two", "three"), received);
    assertEquals(2, drained);
    assertNull(core.lease().holder());
  }

  @Test
  void aThrowingActionEndsTheDrainAndLosesOneMessage() {
    send("one", "two");
    assertThrows(
        IllegalStateException.class,
        () ->
            handle.drain(
                message -> {
                  throw new IllegalStateException();
                },
                4));
    assertNull(core.lease().holder());
    assertEquals(1, handle.size());
    assertEquals("two", handle.tryReceive());
  }

  @Test
  void a7_theReceiverIsInUseWhileACollectionIsFilled() {
    send("one", "two");
    List<String> into =
        filledBy(
            () -> {
              assertThrows(IllegalStateException.class, handle::tryReceive);
              assertThrows(IllegalStateException.class, () -> handle.drain(received::add, 1));
              assertThrows(IllegalStateException.class, () -> handle.drain(received::add, 0));
            });
    assertEquals(2, handle.move(into, 4));
    assertEquals(List.of("one", "two"), into);
    assertNull(core.lease().holder());
  }

  @Test
  void movingTakesAtMostWhatIsThereWhenItBegins() {
    send("one", "two");
    List<String> into = filledBy(() -> send("late"));
    assertEquals(2, handle.move(into, 4));
    assertEquals(2, handle.size());
  }

  @Test
  void whatTheCollectionRefusesStays() {
    send("one", "two");
    List<String> into =
        filledBy(
            () -> {
              throw new IllegalStateException();
            });
    assertThrows(IllegalStateException.class, () -> handle.move(into, 4));
    assertEquals(2, handle.size());
    assertNull(core.lease().holder());
  }

  @Test
  void p2_aWaiterIsGrantedBeforeTheNextMessageIsHandedOver() {
    send("1", "2", "3", "4");
    List<TestWaiter<String>> waiters = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiters.add(TestWaiter.fifo("waiter"));
      core.deliver(core.enqueue(waiters.get(i)));
    }
    List<Boolean> granted = new ArrayList<>();
    handle.drain(message -> granted.add(waiters.get(granted.size()).isGranted()), 2);
    assertEquals(List.of(true, true), granted);
  }

  @Test
  void x10_cancellingInsideOfADrainEndsIt() {
    send("one", "two", "three");
    int drained =
        handle.drain(
            message -> {
              received.add(message);
              handle.cancel();
            },
            4);
    assertEquals(1, drained);
    assertEquals(List.of("one"), received);
    assertEquals(List.of("two", "three"), undelivered);
    assertTrue(handle.isTerminated());
  }

  @Test
  void limitsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> handle.drain(received::add, -1));
    assertThrows(IllegalArgumentException.class, () -> handle.move(received, -1));
    assertThrows(NullPointerException.class, () -> handle.drain(null, 1));
    assertEquals(0, handle.drain(received::add, 0));
    assertEquals(0, handle.move(received, 0));
  }
}
