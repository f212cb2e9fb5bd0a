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

/** A send that has returned is seen by every receive that begins later. */
@Description("RT2, C5: trySend and a read || a write and tryReceive")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first was over, and its effect is seen")
@Outcome(id = "1, (1|null)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, null", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeSend extends RealTime {
  RealTimeSend(Subject channel) {
    super(channel);
  }

  final void send(IL_Result r) {
    channel.trySend(1);
    r.r1 = begun();
  }

  final void receive(IL_Result r) {
    begin();
    r.r2 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeSend {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      send(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeSend {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      send(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      receive(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeSend {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(IL_Result r) {
      send(r);
    }

    @Actor
    public void actor2(IL_Result r) {
      receive(r);
    }
  }
}
