// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;

/**
 * A message sent with a permit while the receiver cancels goes to {@code onUndelivered} once, or is
 * still the sender's; it does not come back to life in a cancelled channel.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail in {@code MpscRing.claimPermitted}, which
 * fails if the channel has been cancelled, and {@code MpscRing.close}.
 */
@Description("S7, S1, S2, B14, B25: permit.send || the receiver cancels")
@Outcome(id = "SENT, 1, null", expect = ACCEPTABLE, desc = "sent before, and emptied out")
@Outcome(id = "CLOSED, 0, null", expect = ACCEPTABLE, desc = "still the sender's")
@Outcome(expect = FORBIDDEN, desc = "lost, left in the channel, or handed over twice")
public abstract class PermitSentAndCancelled {
  private final Subject channel;
  private final Permit<Integer> permit;

  PermitSentAndCancelled(Subject channel) {
    this.channel = channel;
    permit = channel.tryReserve();
  }

  final void send(LIL_Result r) {
    r.r1 = permit.send(1);
  }

  final void cancel() {
    channel.cancel();
  }

  final void look(LIL_Result r) {
    r.r2 = channel.undelivered();
    r.r3 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends PermitSentAndCancelled {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends PermitSentAndCancelled {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends PermitSentAndCancelled {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }
}
