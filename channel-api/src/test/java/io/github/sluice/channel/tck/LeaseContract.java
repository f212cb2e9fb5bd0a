// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A7 and X10: the receiver has one owner, also while a drain runs its action. */
public interface LeaseContract extends ContractPart {
  @Test
  default void a7_o3_theActionOfADrainMayReceiveInItsThread() {
    TestedChannel<Integer> channel = openOwned(6, message -> {});
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 6);
    List<Integer> received = new ArrayList<>();
    int drained =
        receiver.drain(
            message -> {
              received.add(message);
              if (message == 0) {
                received.add(receiver.tryReceive());
              } else if (message == 2) {
                assertEquals(2, receiver.drain(received::add, 2));
              }
            },
            9);
    assertEquals(3, drained);
    assertEquals(numbers(0, 6), received);
    assertEquals(0, receiver.size());
  }

  @Test
  default void a7_anotherThreadIsRefusedWhileADrainRunsItsAction() {
    TestedChannel<Integer> channel = openOwned(3, message -> {});
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 3);
    List<Integer> drained = new ArrayList<>();
    List<Integer> elsewhere = Collections.synchronizedList(new ArrayList<>());
    assertEquals(
        3,
        receiver.drain(
            message -> {
              drained.add(message);
              runElsewhere(
                  channel,
                  () -> {
                    assertThrows(IllegalStateException.class, receiver::tryReceive);
                    assertThrows(
                        IllegalStateException.class, () -> receiver.drain(elsewhere::add, 9));
                  });
            },
            9));
    assertEquals(numbers(0, 3), drained);
    assertEquals(List.of(), elsewhere);
  }

  @Test
  default void a7_anotherThreadMayReceiveWhenADrainIsOver() {
    TestedChannel<Integer> channel = openOwned(3, message -> {});
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 3);
    IllegalStateException thrown = new IllegalStateException("a test's");
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () ->
                receiver.drain(
                    message -> {
                      throw thrown;
                    },
                    9)));
    runElsewhere(channel, () -> assertEquals(1, receiver.tryReceive()));
    assertEquals(1, receiver.drain(message -> {}, 9));
    runElsewhere(channel, () -> assertEquals(0, receiver.drain(message -> {}, 9)));
  }

  // ---- cancel

  @Test
  default void x10_theActionOfADrainMayCancel() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = openOwned(3, undelivered::add);
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 3);
    List<Integer> drained = new ArrayList<>();
    int taken =
        receiver.drain(
            message -> {
              drained.add(message);
              receiver.cancel();
              assertTrue(receiver.isClosed());
            },
            9);
    assertEquals(1, taken);
    assertEquals(numbers(0, 1), drained);
    assertEquals(numbers(1, 2), undelivered);
    assertEnded(receiver);
  }

  @Test
  default void x10_cancelDoesNotWaitForTheActionOfADrainInAnotherThread() {
    List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
    List<Thread> deliverers = Collections.synchronizedList(new ArrayList<>());
    TestedChannel<Integer> channel =
        openOwned(
            3,
            message -> {
              undelivered.add(message);
              deliverers.add(Thread.currentThread());
            });
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 3);
    List<Integer> drained = new ArrayList<>();
    int taken =
        receiver.drain(
            message -> {
              drained.add(message);
              runElsewhere(channel, receiver::cancel);
              assertTrue(receiver.isClosed());
              assertEquals(List.of(), undelivered, "left to the draining thread");
            },
            9);
    assertEquals(1, taken);
    assertEquals(numbers(0, 1), drained);
    assertEquals(numbers(1, 2), undelivered);
    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), deliverers);
    assertEnded(receiver);
  }

  @Test
  default void x10_whatACancelLeavesToADrainIsHandedOverThoughTheActionFails() {
    List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
    TestedChannel<Integer> channel = openOwned(3, undelivered::add);
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, 3);
    IllegalStateException thrown = new IllegalStateException("a test's");
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () ->
                receiver.drain(
                    message -> {
                      runElsewhere(channel, receiver::cancel);
                      throw thrown;
                    },
                    9)));
    assertEquals(numbers(1, 2), undelivered);
    assertEnded(receiver);
  }

  @Test
  default void x3_cancelRefusesSendsThoughAnotherThreadRunsTheActionOfADrain() {
    List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
    TestedChannel<Integer> channel = openOwned(1, undelivered::add);
    Receiver<Integer> receiver = channel.receiver();
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    channel.beginSend(sender, 1); // granted by the drain, which completes it at its end
    Pending<?> second = channel.beginSend(sender, 2);
    int taken =
        receiver.drain(
            message -> {
              runElsewhere(channel, receiver::cancel);
              Watchdog.await("the second send", channel, second::isDone);
            },
            9);
    assertEquals(1, taken);
    assertTrue(undelivered.size() <= 1, undelivered::toString);
    assertEnded(receiver);
  }

  @Test
  default void x10_drain_cancel_sends() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
          TestedChannel<Integer> channel = openOwned(4, seen::add);
          Receiver<Integer> receiver = channel.receiver();
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 4);
          return Race.of(
                  channel,
                  () -> {
                    try {
                      receiver.drain(seen::add, 9);
                    } catch (IllegalStateException inUse) {
                      // by the cancel
                    }
                  },
                  receiver::cancel,
                  () -> {
                    for (int message = 4; message < 8; message++) {
                      if (sender.trySend(message) != SendResult.SENT) {
                        seen.add(message);
                      }
                    }
                  })
              .then(
                  () -> {
                    List<Integer> sorted = new ArrayList<>(seen);
                    Collections.sort(sorted);
                    assertEquals(numbers(0, 8), sorted);
                    assertEnded(receiver);
                  });
        });
  }

  /** Creates a channel whose receiver has one owner, or skips the running test. */
  private TestedChannel<Integer> openOwned(int capacity, Consumer<? super Integer> onUndelivered) {
    assumeTrue(fixture().hasOneOwner());
    return open(capacity, onUndelivered);
  }

  private static void assertEnded(Receiver<Integer> receiver) {
    assertTrue(receiver.isTerminated());
    assertEquals(0, receiver.size());
    assertEquals(null, receiver.tryReceive());
  }

  /** Runs something to its end in another thread. */
  private void runElsewhere(TestedChannel<?> channel, Race.Task task) {
    try {
      Race.of(channel, task).run(fixture());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
