// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A7: the receiver is in use while a drain runs its action. */
class DrainLeaseTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(3);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> drained = new ArrayList<>();
  private final List<Integer> others = Collections.synchronizedList(new ArrayList<>());
  private final CountingWaker waker = new CountingWaker();

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  /** The receiver is free, and nothing refused has left anything behind. */
  private void assertFree() {
    assertEquals(List.of(), others);
    send(8);
    assertEquals(0, waker.calls());
    assertEquals(8, receiver.tryReceive());
    CompletableFuture<Integer> receive = receiver.receive();
    assertFalse(receive.isDone());
    send(9);
    assertEquals(9, receive.getNow(null));
    assertEquals(0, waker.calls());
    assertEquals(List.of(), others);
  }

  private void assertRefused(AsyncUse use) {
    assertThrows(
        IllegalStateException.class, () -> use.receive(receiver, others, waker), use::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVE", "RECEIVE_MANY", "FOR_EACH", "POLL", "POLL_MANY", "SUBSCRIBE"})
  void a7_theActionCannotBeginToWait(AsyncUse use) {
    send(1, 2);
    int taken =
        receiver.drain(
            message -> {
              drained.add(message);
              if (message == 2) { // the last
                assertRefused(use);
              }
            },
            9);
    assertEquals(2, taken);
    assertEquals(List.of(1, 2), drained);
    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"FOR_EACH", "SUBSCRIBE"})
  void a7_theActionCannotHandTheReceiverOnThoughThereAreMessages(AsyncUse use) {
    send(1, 2, 3);
    int taken =
        receiver.drain(
            message -> {
              drained.add(message);
              assertRefused(use);
            },
            9);
    assertEquals(3, taken);
    assertEquals(List.of(1, 2, 3), drained);
    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void a7_anotherThreadIsRefusedWhileTheActionRuns(AsyncUse use) {
    send(1, 2, 3);
    try (ViewsFixture fixture = new ViewsFixture(ThreadKind.PLATFORM)) {
      int taken =
          receiver.drain(
              message -> {
                drained.add(message);
                if (message == 1) { // the others are there
                  fixture
                      .begin(
                          channel,
                          () -> {
                            assertRefused(use);
                            return null;
                          })
                      .await();
                }
              },
              9);
      assertEquals(3, taken);
    }
    assertEquals(List.of(1, 2, 3), drained);
    assertFree();
  }
}
