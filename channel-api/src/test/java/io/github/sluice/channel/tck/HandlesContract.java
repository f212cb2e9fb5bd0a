// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X8 and V5: handles that count, references that do not, and what they report. */
public interface HandlesContract extends ContractPart {
  private static void upgrade(
      WeakSender<? extends Sender<Integer>> weak, List<Sender<Integer>> upgraded) {
    Sender<Integer> handle = weak.upgrade();
    if (handle != null) {
      upgraded.add(handle);
    }
  }

  @Test
  default void x8_aWeakReferenceDoesNotKeepTheStreamOpen() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
    fill(sender, 1, 1);
    Pending<?> first = channel.beginReceive();
    assertEquals(1, first.await());
    Pending<?> receive = channel.beginReceive();
    sender.close();
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
    for (int i = 0; i < 3; i++) {
      assertNull(weak.upgrade());
      assertNull(sender.downgrade().upgrade(), "a reference made after the end");
      assertThrows(ChannelClosedException.class, sender::copy);
      assertThrows(ChannelClosedException.class, channel::sender);
    }
    assertEquals(0, sender.senderCount());
  }

  @Test
  default void x8_aHandleFromAWeakReferenceIsLikeAnyOther() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> first = channel.sender();
    WeakSender<? extends Sender<Integer>> weak = first.downgrade();
    Sender<Integer> second = weak.upgrade();
    assertNotNull(second);
    assertTrue(first.sameChannel(second));
    assertEquals(2, first.senderCount());
    first.close();
    assertFalse(channel.receiver().isTerminated());
    assertFalse(second.isClosed());
    Sender<Integer> third = first.downgrade().upgrade();
    assertNotNull(third, "the closed handle's channel is open");
    second.close();
    fill(third, 1, 1);
    third.close();
    assertEquals(1, channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
    assertNull(weak.upgrade());
  }

  @Test
  default void x8_noHandlesOfAClosedChannelAreToBeHad() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
    channel.receiver().close();
    assertNull(weak.upgrade());
    assertThrows(ChannelClosedException.class, sender::copy);
    assertThrows(ChannelClosedException.class, channel::sender);
    assertEquals(1, sender.senderCount());
    sender.close();
    assertNull(weak.upgrade());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x8_noHandlesOfACancelledChannelAreToBeHad() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    channel.receiver().cancel();
    assertThrows(ChannelClosedException.class, sender::copy);
    assertThrows(ChannelClosedException.class, channel::sender);
  }

  @Test
  default void x8_r7_anOutstandingPermitKeepsTheStreamOpenForNewHandles() throws Exception {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
    Permit<Integer> permit = reserve(sender, 2);
    sender.close();
    assertEquals(0, sender.senderCount());
    Sender<Integer> upgraded = weak.upgrade();
    assertNotNull(upgraded);
    assertEquals(1, sender.senderCount());
    fill(upgraded, 1, 1);
    assertEquals(SendResult.SENT, permit.send(2));
    permit.close();
    assertEquals(1, channel.receive());
    assertEquals(2, channel.receive());
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone(), "the new handle keeps the stream open");
    upgraded.close();
    assertNull(receive.await());
    assertNull(weak.upgrade());
  }

  @Test
  default void x8_upgradeRacingTheLastCloseHasOneOutcome() throws Exception {
    int[] outcomes = new int[3];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
          List<Sender<Integer>> upgraded = Collections.synchronizedList(new ArrayList<>());
          Race.Task upgrade = () -> upgrade(weak, upgraded);
          return Race.of(channel, sender::close, upgrade, upgrade)
              .then(
                  () -> {
                    outcomes[upgraded.size()]++;
                    assertOneOutcome(channel, weak, upgraded);
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] + outcomes[2] > 0);
  }

  private static void assertOneOutcome(
      TestedChannel<Integer> channel,
      WeakSender<? extends Sender<Integer>> weak,
      List<Sender<Integer>> upgraded)
      throws InterruptedException {
    assertEquals(upgraded.isEmpty(), channel.receiver().isTerminated());
    assertEquals(upgraded.isEmpty(), channel.receiver().isClosed());
    for (Sender<Integer> handle : upgraded) {
      assertEquals(upgraded.size(), handle.senderCount());
      fill(handle, 1, 1);
      assertEquals(1, channel.receive());
    }
    upgraded.forEach(Sender::close);
    assertNull(channel.receive());
    assertTrue(channel.receiver().isTerminated());
    assertNull(weak.upgrade());
  }

  @Test
  default void x8_r7_upgradeRacingTheLastPermitHasOneOutcome() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
          Permit<Integer> permit = reserve(sender, 1);
          boolean used = (outcomes[0] + outcomes[1]) % 2 == 0;
          sender.close();
          List<Sender<Integer>> upgraded = Collections.synchronizedList(new ArrayList<>());
          return Race.of(
                  channel,
                  () -> {
                    if (used) {
                      assertEquals(SendResult.SENT, permit.send(0));
                    } else {
                      permit.close();
                    }
                  },
                  () -> upgrade(weak, upgraded))
              .then(
                  () -> {
                    outcomes[upgraded.size()]++;
                    assertEquals(used ? 0 : null, channel.receiver().tryReceive());
                    assertOneOutcome(channel, weak, upgraded);
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Test
  default void v5_openHandlesAreCountedAndNothingElse() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    assertEquals(1, sender.senderCount());
    Sender<Integer> copy = sender.copy();
    Sender<Integer> another = channel.sender();
    assertEquals(3, sender.senderCount());
    assertEquals(3, another.senderCount());
    copy.close();
    copy.close();
    assertEquals(2, copy.senderCount(), "seen from a closed handle");
    Permit<Integer> permit = reserve(sender, 2);
    assertEquals(2, sender.senderCount(), "a permit");
    WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
    assertEquals(2, sender.senderCount(), "a weak reference");
    Sender<Integer> upgraded = weak.upgrade();
    assertNotNull(upgraded);
    assertEquals(3, sender.senderCount());
    upgraded.close();
    permit.close();
    assertEquals(2, sender.senderCount());
    channel.receiver().close();
    assertEquals(2, sender.senderCount(), "the receiver's closing closes no handle");
    another.close();
    assertEquals(1, sender.senderCount());
    channel.receiver().cancel();
    sender.close();
    assertEquals(0, sender.senderCount());
  }

  @Test
  default void v5_aWaitingSendIsNotCounted() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    int extra = fixture().handlesOfAWaitingSend();
    Pending<?> withdrawn = channel.beginSend(sender, -1);
    Pending<?> waiting = channel.beginSend(sender, 1);
    assertEquals(1 + 2 * extra, sender.senderCount());
    assertTrue(withdrawn.withdraw());
    assertEquals(1 + extra, sender.senderCount());
    sender.close();
    assertEquals(extra, sender.senderCount(), "the send goes on without its handle");
    assertEquals(0, channel.receiver().tryReceive());
    waiting.await();
    assertEquals(1, channel.receiver().tryReceive());
    assertEquals(0, sender.senderCount());
  }

  @Test
  default void v5_theCountIsExactWhenManyHaveComeAndGone() throws Exception {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    WeakSender<? extends Sender<Integer>> weak = sender.downgrade();
    List<Sender<Integer>> kept = Collections.synchronizedList(new ArrayList<>());
    Race.Task comeAndGo =
        () -> {
          for (int i = 0; i < 2000; i++) {
            Sender<Integer> handle = i % 2 == 0 ? sender.copy() : weak.upgrade();
            if (i % 100 == 0) {
              kept.add(handle);
            } else {
              handle.close();
            }
          }
        };
    Race.of(channel, comeAndGo, comeAndGo, comeAndGo).run(fixture());
    assertEquals(60, kept.size());
    assertEquals(61, sender.senderCount());
    kept.forEach(Sender::close);
    assertEquals(1, sender.senderCount());
    assertFalse(channel.receiver().isTerminated());
  }

  @Test
  default void handlesOfOneChannelKnowEachOther() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> copy = sender.copy();
    Sender<Integer> other = channel.sender();
    assertTrue(sender.sameChannel(sender));
    assertTrue(sender.sameChannel(copy) && copy.sameChannel(sender));
    assertTrue(copy.sameChannel(other));
    Sender<Integer> foreign = this.<Integer>open(1).sender();
    assertFalse(sender.sameChannel(foreign) || foreign.sameChannel(copy));
    copy.close();
    channel.receiver().close();
    assertTrue(sender.sameChannel(copy) && copy.sameChannel(sender));
    assertFalse(sender.sameChannel(foreign));
  }

  @Capacities
  default void v2_emptyAndFullAreWhatTheSizesSay(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    for (int size = 0; size <= capacity; size++) {
      assertEquals(size == 0, sender.isEmpty() && receiver.isEmpty());
      assertEquals(size == 0, sender.isEmpty() || receiver.isEmpty());
      assertEquals(size == capacity, sender.isFull());
      sender.trySend(size);
    }
    Pending<?> waiting = channel.beginSend(sender, capacity);
    assertTrue(sender.isFull());
    assertTrue(waiting.withdraw());
    receiver.close();
    assertEquals(capacity, receiver.drain(message -> {}, capacity));
    assertTrue(sender.isEmpty() && receiver.isEmpty());
  }
}
