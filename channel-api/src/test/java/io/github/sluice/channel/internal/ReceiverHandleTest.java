// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all receivers have in common. */
class ReceiverHandleTest {
  private final ChannelCore<String> core = new ChannelCore<>(4, m -> {}, Runnable::run);
  private final Handle handle = new Handle(core);
  private final List<String> received = new ArrayList<>();

  private static final class Handle extends ReceiverHandle<String> {
    private boolean busy;
    private int uses;

    Handle(ChannelCore<String> core) {
      super(core);
    }

    @Override
    protected void requireIdle() {
      if (busy) {
        throw new IllegalStateException();
      }
    }

    @Override
    protected int uses() {
      return uses;
    }

    @Override
    public void cancel() {
      throw new UnsupportedOperationException();
    }
  }

  private void send(String... messages) {
    for (String message : messages) {
      assertEquals(SendResult.SENT, core.trySend(message));
    }
  }

  @Test
  void a7_aDrainEndsWhenItsActionHasBegunToReceive() {
    send("one", "two");
    assertThrows(
        IllegalStateException.class,
        () ->
            handle.drain(
                message -> {
                  received.add(message);
                  handle.busy = true;
                },
                4));
    assertEquals(List.of("one"), received);
    assertEquals("two", core.tryReceive());
  }

  @Test
  void a7_movingEndsWhenSomebodyElseHasBegunToReceive() {
    send("one", "two", "three");
    List<String> into =
        new ArrayList<>() {
          @Override
          public boolean add(String message) {
            handle.uses += message.equals("two") ? 1 : 0;
            return super.add(message);
          }
        };
    assertEquals(2, handle.moveInUse(into, 4));
    assertEquals(List.of("one", "two"), into);
  }

  @Test
  void p2_whatIsMovedIsRoomAtOnceUnlessItIsMovedQuietly() {
    int[] looks = new int[2];
    for (int round = 0; round < 50; round++) {
      for (int quietly = 0; quietly < 2; quietly++) {
        ChannelCore<String> full = new ChannelCore<>(1, m -> {}, Runnable::run);
        full.trySend("one");
        Waiter waiter = new Waiter();
        full.waitingSenders().add(waiter);
        Handle moving = new Handle(full);
        assertEquals(
            1, quietly == 1 ? moving.moveQuietly(received, 4) : moving.moveInUse(received, 1));
        looks[quietly] += waiter.state() == SendWaiter.State.GRANTED ? 1 : 0;
      }
    }
    // But for the rounds in which the second look has been there in between.
    assertTrue(looks[0] > 25, () -> looks[0] + " of 50");
    assertTrue(looks[1] < 25, () -> looks[1] + " of 50");
  }

  private static final class Waiter extends SendWaiter<String> {
    Waiter() {
      super(Kind.MESSAGE, "waiting");
    }

    @Override
    protected void settled() {}
  }
}
