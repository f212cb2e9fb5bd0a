// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.FailureContract.assertFailed;
import static io.github.sluice.channel.tck.FailureContract.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failing against everything else, at the same time. */
public interface FailureRacesContract extends ContractPart {
  /** Why a stream has failed; a thread that gets it sees what was written before. */
  final class Cause extends Exception {
    private static final long serialVersionUID = 1L;

    int plain;

    Cause(int plain) {
      super("a test's");
      this.plain = plain;
    }
  }

  /** Receives to the end; returns the cause if that is a failure. */
  private static @Nullable Throwable endOf(TestedChannel<Integer> channel, List<Integer> received)
      throws InterruptedException {
    try {
      for (Integer m = channel.receive(); m != null; m = channel.receive()) {
        received.add(m);
      }
      assertTrue(channel.receiver().isTerminated());
      return null;
    } catch (ChannelFailedException e) {
      return e.getCause();
    }
  }

  /** Asserts that the end, once seen, stays what it is. */
  private static void assertEnd(TestedChannel<Integer> channel, @Nullable Throwable seen) {
    if (seen != null) {
      assertFailed(channel, seen);
    } else {
      for (int i = 0; i < 3; i++) {
        assertNull(channel.receiver().tryReceive());
        assertEquals(0, channel.receiver().drain(message -> {}, 1));
      }
      assertNull(channel.beginReceive().await());
    }
  }

  @Races
  @Test
  default void x11_failingAndClosingAtOnceIsOneOfBothForever() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          fill(sender, 1, 1);
          Cause cause = new Cause(1);
          List<@Nullable Throwable> end = new ArrayList<>();
          List<Integer> received = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> sender.closeExceptionally(cause),
                  () -> channel.receiver().close(),
                  () -> end.add(endOf(channel, received)))
              .then(
                  () -> {
                    Throwable seen = end.get(0);
                    outcomes[seen == null ? 0 : 1]++;
                    assertTrue(seen == null || seen == cause, "the end is " + seen);
                    assertEquals(List.of(1), received);
                    assertEnd(channel, seen);
                    assertSame(
                        seen, assertThrows(ChannelClosedException.class, sender::copy).getCause());
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Races
  @Test
  default void x11_ofTwoFailuresAtOnceOneIsTheCauseForAll() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> one = channel.sender();
          Sender<Integer> two = channel.sender();
          fill(one, 0, 1);
          Pending<?> waiting = channel.beginSend(one, 1);
          Cause[] causes = {new Cause(1), new Cause(2)};
          return Race.of(
                  channel,
                  () -> one.closeExceptionally(causes[0]),
                  () -> two.closeExceptionally(causes[1]))
              .then(
                  () -> {
                    List<Integer> received = new ArrayList<>();
                    Throwable seen = endOf(channel, received);
                    assertNotNull(seen);
                    outcomes[((Cause) seen).plain - 1]++;
                    assertEquals(List.of(0), received);
                    assertEnd(channel, seen);
                    ChannelClosedException refused =
                        assertThrows(ChannelClosedException.class, waiting::await);
                    assertSame(seen, refused.getCause());
                    assertEquals(1, refused.undelivered());
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Races
  @Test
  default void x11_failingWhileTheLastHandleClosesIsOneOfBothForever() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          Cause cause = new Cause(1);
          AtomicBoolean refused = new AtomicBoolean();
          List<@Nullable Throwable> end = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    try {
                      sender.closeExceptionally(cause);
                    } catch (ChannelClosedException e) {
                      refused.set(true);
                    }
                  },
                  sender::close,
                  () -> end.add(endOf(channel, new ArrayList<>())))
              .then(
                  () -> {
                    Throwable seen = end.get(0);
                    outcomes[seen == null ? 0 : 1]++;
                    assertTrue(seen == null || !refused.get(), "refused, and all the same failed");
                    assertTrue(seen == null || seen == cause, "the end is " + seen);
                    assertEnd(channel, seen);
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Races
  @Test
  default void h3_b20_whatWasWrittenBeforeTheFailureIsSeenAtTheEnd() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          int[] before = {0};
          Cause cause = new Cause(0);
          return Race.of(
              channel,
              () -> {
                before[0] = 1;
                cause.plain = 2;
                sender.closeExceptionally(cause);
              },
              () -> {
                Throwable seen = endOf(channel, new ArrayList<>());
                assertSame(cause, seen);
                assertEquals(3, before[0] + ((Cause) seen).plain);
              });
        });
  }

  @Races
  @Test
  default void b18_sendsRacingAFailureAreReceivedOrRefused() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          Sender<Integer> failing = channel.sender();
          Cause cause = new Cause(1);
          List<Integer> sent = new ArrayList<>();
          List<Integer> received = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    if (sender.trySend(3) == SendResult.SENT) {
                      sent.add(3);
                    }
                    try {
                      channel.send(sender, 5);
                      sent.add(5);
                    } catch (ChannelClosedException e) {
                      assertEquals(5, e.undelivered());
                      assertSame(cause, e.getCause());
                    }
                  },
                  () -> failing.closeExceptionally(cause),
                  () -> assertSame(cause, endOf(channel, received)))
              .then(() -> assertEquals(sent, received));
        });
  }

  @Races
  @Test
  default void x5_b1_theLastPermitRacingAFailureNotifiesTheReceiver() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(3);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> closed = reserve(sender, 2);
          Permit<Integer> used = reserve(sender, 1);
          Cause cause = new Cause(1);
          List<Integer> received = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> sender.closeExceptionally(cause),
                  closed::close,
                  () -> assertEquals(SendResult.SENT, used.send(1)),
                  () -> assertSame(cause, endOf(channel, received)))
              .then(() -> assertEquals(List.of(1), received));
        });
  }

  @Races
  @Test
  default void x9_aFailureIsNotReportedWhileThereAreMessages() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(4);
          Sender<Integer> sender = channel.sender();
          Cause cause = new Cause(1);
          return Race.of(
              channel,
              () -> {
                fill(sender, 0, 3);
                sender.closeExceptionally(cause);
              },
              () -> {
                for (int next = 0; next < 3; ) {
                  Integer message = channel.receiver().tryReceive();
                  if (message != null) {
                    assertEquals(next++, message);
                  } else {
                    Race.timedYield();
                  }
                }
                Watchdog.await("the end", channel, () -> channel.receiver().isTerminated());
                assertFailure(cause, () -> channel.receiver().tryReceive());
              });
        });
  }
}
