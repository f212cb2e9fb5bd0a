// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S1: the collections that messages are received into. */
class ReceiveIntoTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(4);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private void send(Integer... messages) {
    for (Integer message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  /** A collection that refuses some messages. */
  private static final class Choosy extends AbstractCollection<Integer> {
    final List<Integer> accepted = new ArrayList<>();
    final Set<Integer> refused;

    Choosy(Integer... refused) {
      this.refused = Set.of(refused);
    }

    @Override
    public boolean add(Integer message) {
      if (refused.contains(message)) {
        throw new IllegalArgumentException("refused");
      }
      return accepted.add(message);
    }

    @Override
    public Iterator<Integer> iterator() {
      return accepted.iterator();
    }

    @Override
    public int size() {
      return accepted.size();
    }
  }

  @ThreadKinds
  void s1_whatTheCollectionRefusesCanStillBeReceived(ThreadKind threads) throws Exception {
    send(0, 1, 2);
    Choosy choosy = new Choosy(1);
    for (int i = 0; i < 3; i++) {
      assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(choosy, 3));
      assertEquals(List.of(0), choosy.accepted);
      assertEquals(2, receiver.size());
    }
    assertEquals(1, receiver.tryReceive());
    assertEquals(1, receiver.receiveMany(choosy, 3));
    assertEquals(List.of(0, 2), choosy.accepted);
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Pending<Integer> receive = fixture.begin(channel, () -> receiver.receiveMany(choosy, 3));
      send(1);
      assertThrows(IllegalArgumentException.class, receive::await);
      assertEquals(1, receiver.receive());
    }
    assertEquals(4, sender.remainingCapacity());
  }

  @Test
  void whatTheCollectionHasAlreadyIsTakenToo() throws Exception {
    Collection<Integer> set = new HashSet<>();
    send(1, 1, 2);
    assertEquals(3, receiver.receiveMany(set, 4));
    assertEquals(Set.of(1, 2), set);
    assertEquals(0, receiver.size());
  }
}
