// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/**
 * A send that was withdrawn, and a receive after it, leave free capacity and no waiter for it: no
 * send that begins later finds the channel full.
 */
@Description(
    "RT4, RT1, C4, C5: a waiting send is withdrawn, tryReceive and a read || a write and trySend")
@Outcome(
    id = "true, 0, SENT",
    expect = ACCEPTABLE,
    desc = "the first was over, and its effect is seen")
@Outcome(id = "true, 1, (SENT|FULL)", expect = ACCEPTABLE, desc = "concurrent")
@Outcome(id = "true, 0, FULL", expect = FORBIDDEN, desc = "over, and yet without effect")
@Outcome(expect = FORBIDDEN, desc = "neither")
public abstract class RealTimeWithdrawal extends RealTime {
  /** For the second thread to cancel, so that it is as slow as the first and they meet. */
  private final CompletableFuture<?> pacer = new CompletableFuture<>();

  private final CompletableFuture<Void> sent;

  RealTimeWithdrawal(Subject channel) {
    super(channel);
    channel.trySend(1);
    sent = channel.send(2);
  }

  final void withdraw(ZIL_Result r) {
    r.r1 = sent.cancel(false);
    channel.tryReceive();
    r.r2 = begun();
  }

  final void send(ZIL_Result r) {
    pacer.cancel(false);
    begin();
    r.r3 = channel.trySend(3);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RealTimeWithdrawal {
    /** Creates one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(ZIL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2(ZIL_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RealTimeWithdrawal {
    /** Creates one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(ZIL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2(ZIL_Result r) {
      send(r);
    }
  }

  /** In a channel without the fence. */
  @JCStressTest
  @State
  public static class Weakened extends RealTimeWithdrawal {
    /** Creates one of many. */
    public Weakened() {
      super(new UnfencedSubject(1));
    }

    @Actor
    public void actor1(ZIL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2(ZIL_Result r) {
      send(r);
    }
  }
}
