// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.ChannelState;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** V5, V6: what can be asked of the channel's state, and its name. */
public interface StateContract extends ContractPart {
  /** Asserts what both ends of a channel without an operation in progress say of its state. */
  private static void assertState(
      TestedChannel<?> channel, Sender<?> sender, int size, int permits, int waiting) {
    for (ChannelState end : List.of(channel.receiver(), sender)) {
      assertEquals(size, end.size(), "size");
      assertEquals(size == 0, end.isEmpty(), "isEmpty");
      assertEquals(permits, end.outstandingPermits(), "outstandingPermits");
      assertEquals(waiting, end.waitingSenders(), "waitingSenders");
      int free = waiting > 0 ? 0 : end.capacity() - size - permits;
      assertEquals(free, end.remainingCapacity(), "remainingCapacity");
      assertEquals(free == 0, end.isFull(), "isFull");
    }
  }

  @Capacities
  default void v5_outstandingPermitsAreCounted(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> permit = reserve(sender, capacity);
    assertState(channel, sender, 0, capacity, 0);
    permit.send(0);
    assertState(channel, sender, 1, capacity - 1, 0);
    permit.close();
    assertState(channel, sender, 1, 0, 0);
  }

  @Capacities
  default void v5_waitingSendersAreCounted(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    assertState(channel, sender, capacity, 0, 0);
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      sends.add(channel.beginSend(sender, -i));
      assertState(channel, sender, capacity, 0, i);
    }
    assertTrue(sends.get(1).withdraw());
    assertState(channel, sender, capacity, 0, 2);
    assertEquals(0, channel.receiver().tryReceive());
    sends.get(0).await();
    assertState(channel, sender, capacity, 0, 1);
    channel.receiver().close();
    assertThrows(ChannelClosedException.class, sends.get(2)::await);
    assertEquals(0, channel.receiver().waitingSenders());
  }

  @Test
  default void v6_theNameIsTheSameAtBothEndsAndInTheirTexts() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    String name = channel.receiver().name();
    assertFalse(name.isBlank());
    assertEquals(name, sender.name());
    assertTrue(channel.receiver().toString().contains(name), channel.receiver().toString());
    assertTrue(sender.toString().contains(name), sender.toString());
  }

  @Test
  default void v6_exceptionsNameTheChannel() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    sender.closeExceptionally(new IOException("a test's"));
    Throwable closed = assertThrows(ChannelClosedException.class, () -> channel.send(sender, 1));
    Throwable failed = assertThrows(ChannelFailedException.class, channel.receiver()::tryReceive);
    for (Throwable thrown : List.of(closed, failed)) {
      assertTrue(String.valueOf(thrown.getMessage()).contains(sender.name()), thrown.toString());
    }
  }
}
