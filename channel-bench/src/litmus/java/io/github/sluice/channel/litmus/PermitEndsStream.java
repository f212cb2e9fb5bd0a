// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.Permit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A receiver of a closed channel waits as long as a permit is outstanding; releasing it unused ends
 * the stream, and the receiver is notified.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail, in {@code MpscRing.register} and {@code
 * MpscRing.releasePermits}: the number of permits and PARKED are in that word.
 */
@Description(
    "P1, X5, B1: the last permit of a closed channel is closed || the receiver begins to wait")
@Outcome(id = "ENDED, 0", expect = ACCEPTABLE, desc = "saw the end without waiting")
@Outcome(
    id = "ENDED, 1",
    expect = ACCEPTABLE,
    desc = "was notified, and saw the end before it slept")
@Outcome(id = "WAITING, 1", expect = ACCEPTABLE, desc = "waited and was notified")
@Outcome(id = "WAITING, 0", expect = FORBIDDEN, desc = "waits after the end")
@Outcome(expect = FORBIDDEN, desc = "a message out of thin air, or notified twice")
public abstract class PermitEndsStream {
  private final Subject channel;
  private final AtomicInteger wakes = new AtomicInteger();
  private final Permit<Integer> permit;

  PermitEndsStream(Subject channel) {
    this.channel = channel;
    permit = channel.tryReserve();
    channel.closeReceiver();
  }

  final void release() {
    permit.close();
  }

  final void receive(LI_Result r) {
    r.r1 = channel.receiveOrWait(wakes::incrementAndGet);
  }

  final void count(LI_Result r) {
    r.r2 = wakes.get();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends PermitEndsStream {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      release();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends PermitEndsStream {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      release();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends PermitEndsStream {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      release();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }
}
