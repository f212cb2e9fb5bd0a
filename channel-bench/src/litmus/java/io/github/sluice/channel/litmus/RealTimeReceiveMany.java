// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;

/** A receiveMany that has returned has freed the capacity of all its messages. */
@Description("RT1, C5: receiveMany and a read || a write, trySend and trySend")
@Outcome(
    id = "0, SENT, SENT",
    expect = ACCEPTABLE,
    desc = "the first was over, and its effect is seen")
@Outcome(id = "1, (SENT|FULL), (SENT|FULL)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeReceiveMany extends RealTime {
  private final List<Integer> batch = new ArrayList<>(2);

  RealTimeReceiveMany(Subject channel) {
    super(channel);
    channel.trySend(1);
    channel.trySend(2);
  }

  final void receive(ILL_Result r) {
    channel.receiveMany(batch, 2);
    r.r1 = begun();
  }

  final void send(ILL_Result r) {
    begin();
    r.r2 = channel.trySend(3);
    r.r3 = channel.trySend(4);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeReceiveMany {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(2));
    }

    @Actor
    public void actor1(ILL_Result r) {
      receive(r);
    }

    @Actor
    public void actor2(ILL_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeReceiveMany {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(2));
    }

    @Actor
    public void actor1(ILL_Result r) {
      receive(r);
    }

    @Actor
    public void actor2(ILL_Result r) {
      send(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeReceiveMany {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(2));
    }

    @Actor
    public void actor1(ILL_Result r) {
      receive(r);
    }

    @Actor
    public void actor2(ILL_Result r) {
      send(r);
    }
  }
}
