// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.ChannelFailedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A receiver that has seen the end of a stream that failed gets the failure, never only the end.
 *
 * <p>Ordered by {@code CloseState.setFailure}, which writes the cause before the compare-and-set on
 * the ring's tail in {@code MpscRing.close}; and {@code CloseState.failure} is called after the
 * tail was read.
 */
@Description("H3, X9: a sender fails || isTerminated and tryReceive")
@Outcome(id = "NOTHING", expect = ACCEPTABLE, desc = "not yet")
@Outcome(id = "FAILED", expect = ACCEPTABLE, desc = "failed, with the cause")
@Outcome(id = "ENDED", expect = FORBIDDEN, desc = "only that it has ended")
@Outcome(expect = FORBIDDEN, desc = "with another cause")
public abstract class FailureReported {
  private static final RuntimeException CAUSE = new IllegalStateException("litmus");

  private final Subject channel;

  FailureReported(Subject channel) {
    this.channel = channel;
  }

  final void fail() {
    channel.fail(CAUSE);
  }

  final void receive(L_Result r) {
    boolean ended = channel.isTerminated();
    try {
      channel.tryReceive();
      r.r1 = ended ? "ENDED" : "NOTHING";
    } catch (ChannelFailedException e) {
      r.r1 = e.getCause() == CAUSE ? "FAILED" : "OTHER";
    }
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends FailureReported {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      fail();
    }

    @Actor
    public void actor2(L_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends FailureReported {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      fail();
    }

    @Actor
    public void actor2(L_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends FailureReported {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      fail();
    }

    @Actor
    public void actor2(L_Result r) {
      receive(r);
    }
  }
}
