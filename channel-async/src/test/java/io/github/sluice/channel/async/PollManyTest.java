// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many messages at a time, by a waker. */
class PollManyTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> into = new ArrayList<>(List.of(-1));
  private final CountingWaker waker = new CountingWaker();

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  @Test
  void o3_pollManyTakesWhatIsThereAndRegistersNothing() {
    send(1, 2, 3);
    assertEquals(2, receiver.pollMany(into, 2, waker));
    assertEquals(1, receiver.pollMany(into, 2, waker));
    assertEquals(List.of(-1, 1, 2, 3), into);
    send(4);
    assertEquals(0, waker.calls());
  }

  @Test
  void a1_a3_b24_pollManyThatFindsNothingRegistersTheWakerForOneCall() {
    CountingWaker replaced = new CountingWaker();
    assertEquals(0, receiver.pollMany(into, 2, replaced));
    assertEquals(0, receiver.pollMany(into, 2, waker));
    send(1, 2);
    assertEquals(0, replaced.calls());
    assertEquals(1, waker.calls());
    assertEquals(2, receiver.pollMany(into, 5, waker));
    assertEquals(0, receiver.pollMany(into, 5, waker));
    assertEquals(1, waker.calls());
    sender.close();
    assertEquals(2, waker.calls());
  }

  @Test
  void a4_b15_pollManyAtTheEndRegistersNothing() {
    sender.close();
    assertEquals(0, receiver.pollMany(into, 5, waker));
    assertTrue(receiver.isTerminated());
    assertEquals(0, waker.calls());
    assertEquals(List.of(-1), into);
  }

  @Test
  void x6_pollManyThrowsAFailure() {
    assertEquals(0, receiver.pollMany(into, 5, waker));
    sender.closeExceptionally(new IOException("a test's"));
    assertEquals(1, waker.calls());
    assertThrows(ChannelFailedException.class, () -> receiver.pollMany(into, 5, waker));
  }

  @Test
  void a5_whatTheCollectionRefusesOfPollManyStaysInTheChannel() {
    send(1, 2);
    List<Integer> refusing = new RefusingList(() -> {});
    assertThrows(IllegalStateException.class, () -> receiver.pollMany(refusing, 5, waker));
    assertEquals(List.of(1), refusing);
    assertEquals(2, receiver.tryReceive());
  }
}
