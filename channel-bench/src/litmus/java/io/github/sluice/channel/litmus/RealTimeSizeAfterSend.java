// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A send that has returned is counted by every size that is read later. */
@Description("RT6, V2, V3: trySend and a read || a write, size() and remainingCapacity()")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the first was over, and its effect is seen")
@Outcome(id = "1, [01], [01]", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeSizeAfterSend extends RealTime {
  RealTimeSizeAfterSend(Subject channel) {
    super(channel);
  }

  final void send(III_Result r) {
    channel.trySend(1);
    r.r1 = begun();
  }

  final void look(III_Result r) {
    begin();
    r.r2 = channel.size();
    r.r3 = channel.remainingCapacity();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeSizeAfterSend {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(III_Result r) {
      send(r);
    }

    @Actor
    public void actor2(III_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeSizeAfterSend {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(III_Result r) {
      send(r);
    }

    @Actor
    public void actor2(III_Result r) {
      look(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeSizeAfterSend {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(III_Result r) {
      send(r);
    }

    @Actor
    public void actor2(III_Result r) {
      look(r);
    }
  }
}
