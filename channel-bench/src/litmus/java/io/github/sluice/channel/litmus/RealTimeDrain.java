// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** The last message of a drain has freed its capacity when it is handed to the action. */
@Description("RT1, C5: drain, whose action reads || a write and trySend")
@Outcome(id = "0, SENT", expect = ACCEPTABLE, desc = "the first was over, and its effect is seen")
@Outcome(id = "1, (SENT|FULL)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, FULL", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeDrain extends RealTime {
  RealTimeDrain(Subject channel) {
    super(channel);
    channel.trySend(1);
  }

  final void drain(IL_Result r) {
    channel.drain(message -> r.r1 = begun(), 2);
  }

  final void send(IL_Result r) {
    begin();
    r.r2 = channel.trySend(2);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeDrain {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      drain(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeDrain {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      drain(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeDrain {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      drain(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      send(r);
    }
  }
}
