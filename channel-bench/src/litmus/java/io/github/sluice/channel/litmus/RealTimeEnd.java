// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** After the last handle of an empty channel was closed the stream has ended. */
@Description("RT5, RT6, X6: the last handle is closed and a read || a write and isTerminated")
@Outcome(id = "0, true", expect = ACCEPTABLE, desc = "the first was over, and its effect is seen")
@Outcome(id = "1, (true|false)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, false", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeEnd extends RealTime {
  RealTimeEnd(Subject channel) {
    super(channel);
  }

  final void close(IZ_Result r) {
    channel.closeSender();
    r.r1 = begun();
  }

  final void look(IZ_Result r) {
    begin();
    r.r2 = channel.isTerminated();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeEnd {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(IZ_Result r) {
      close(r);
    }

    @Actor
    public void actor2(IZ_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeEnd {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(IZ_Result r) {
      close(r);
    }

    @Actor
    public void actor2(IZ_Result r) {
      look(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeEnd {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(IZ_Result r) {
      close(r);
    }

    @Actor
    public void actor2(IZ_Result r) {
      look(r);
    }
  }
}
