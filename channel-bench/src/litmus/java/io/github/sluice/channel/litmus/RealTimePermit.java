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
import org.openjdk.jcstress.infra.results.IL_Result;

/** A permit that was closed has freed its capacity for every send that begins later. */
@Description("RT3, C5: a permit is closed and a read || a write and trySend")
@Outcome(id = "0, SENT", expect = ACCEPTABLE, desc = "the first was over, and its effect is seen")
@Outcome(id = "1, (SENT|FULL)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, FULL", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimePermit extends RealTime {
  private final Permit<Integer> permit;

  RealTimePermit(Subject channel) {
    super(channel);
    permit = channel.tryReserve();
  }

  final void release(IL_Result r) {
    permit.close();
    r.r1 = begun();
  }

  final void send(IL_Result r) {
    begin();
    r.r2 = channel.trySend(2);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimePermit {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      release(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimePermit {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      release(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimePermit {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      release(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }
}
