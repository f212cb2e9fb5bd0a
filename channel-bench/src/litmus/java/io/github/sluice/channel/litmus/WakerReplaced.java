// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/**
 * A receiver that waits, and then waits with another waker (or, in the blocking channel, again
 * after a timeout), is notified by that one; the former is forgotten unless it was being called
 * already.
 *
 * <p>Ordered by the compare-and-set on the ring's tail in {@code MpscRing.register}, which is done
 * even if PARKED was set before, so that the thread that clears PARKED after it sees what was
 * written to {@code receiver} before it; in the async channel by {@code MpscRing.unregister} before
 * that.
 */
@Description("A1, A2, A3, B24, I5: the receiver waits in another way || trySend")
@Outcome(id = "MESSAGE, 0, 0", expect = ACCEPTABLE, desc = "received between the two waits")
@Outcome(id = "MESSAGE, 1, 0", expect = ACCEPTABLE, desc = "received, and the former was called")
@Outcome(id = "WAITING, 0, 1", expect = ACCEPTABLE, desc = "waited and was notified")
@Outcome(id = "WAITING, 1, 0", expect = FORBIDDEN, desc = "only the former was called")
@Outcome(id = "WAITING, 0, 0", expect = FORBIDDEN, desc = "waits beside a message")
@Outcome(expect = FORBIDDEN, desc = "both were called, or the new one without need")
public abstract class WakerReplaced {
  private final Subject channel;
  private final AtomicInteger formerWakes = new AtomicInteger();
  private final AtomicInteger wakes = new AtomicInteger();

  WakerReplaced(Subject channel) {
    this.channel = channel;
    channel.receiveOrWait(formerWakes::incrementAndGet);
  }

  final void receive(LII_Result r) {
    r.r1 = channel.receiveOrWait(wakes::incrementAndGet);
  }

  final void send() {
    channel.trySend(1);
  }

  final void count(LII_Result r) {
    r.r2 = formerWakes.get();
    r.r3 = wakes.get();
  }

  /** In the blocking channel. */
  @JCStressTest
  @Outcome(
      id = "MESSAGE, 0, 1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "unparked early: see MpscRing.register")
  @State
  public static class Blocking extends WakerReplaced {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LII_Result r) {
      receive(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LII_Result r) {
      count(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends WakerReplaced {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LII_Result r) {
      receive(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LII_Result r) {
      count(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends WakerReplaced {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LII_Result r) {
      receive(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LII_Result r) {
      count(r);
    }
  }
}
