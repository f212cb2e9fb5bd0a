// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLZ_Result;

/**
 * A closed channel with a permit outstanding is not terminated before the permit's message has been
 * received.
 *
 * <p>Ordered by the compare-and-set in {@code MpscRing.claimPermitted}, which takes the permit back
 * and claims the position at once.
 */
@Description(
    "X4, X5, X12, B2: permit.send in a closed channel || isTerminated, tryReceive, isTerminated")
@Outcome(id = "false, null, false", expect = ACCEPTABLE, desc = "not sent yet")
@Outcome(id = "false, 1, true", expect = ACCEPTABLE, desc = "received, and that was all")
@Outcome(expect = FORBIDDEN, desc = "terminated before the message, or not after it")
public abstract class NotYetTerminated {
  private final Subject channel;
  private final Permit<Integer> permit;

  NotYetTerminated(Subject channel) {
    this.channel = channel;
    permit = channel.tryReserve();
    channel.closeReceiver();
  }

  final void send() {
    permit.send(1);
  }

  final void receive(ZLZ_Result r) {
    r.r1 = channel.isTerminated();
    r.r2 = channel.tryReceive();
    r.r3 = channel.isTerminated();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends NotYetTerminated {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(ZLZ_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends NotYetTerminated {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(ZLZ_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends NotYetTerminated {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(ZLZ_Result r) {
      receive(r);
    }
  }
}
