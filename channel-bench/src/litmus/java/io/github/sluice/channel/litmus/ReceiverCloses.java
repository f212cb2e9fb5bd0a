// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * A send that races with the receiver's close() either comes before it, and then its message is
 * received, or is refused, and then it is not.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail in {@code MpscRing.offer} and {@code
 * MpscRing.close}: one word says both whether the channel is closed and how many messages have been
 * sent. A message whose position is claimed and not yet written is waited for in {@code
 * MpscRing.peek}.
 */
@Description("X2, S1, S4, S6, X9: trySend || the receiver closes and drains")
@Outcome(id = "SENT, 1, true", expect = ACCEPTABLE, desc = "sent before, and received")
@Outcome(id = "CLOSED, null, true", expect = ACCEPTABLE, desc = "refused")
@Outcome(id = "SENT, null, true", expect = FORBIDDEN, desc = "lost")
@Outcome(expect = FORBIDDEN, desc = "received though refused, or no end")
public abstract class ReceiverCloses {
  private final Subject channel;

  ReceiverCloses(Subject channel) {
    this.channel = channel;
  }

  final void send(LLZ_Result r) {
    r.r1 = channel.trySend(1);
  }

  final void close(LLZ_Result r) {
    channel.closeReceiver();
    r.r2 = channel.tryReceive();
    r.r3 = channel.isTerminated();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends ReceiverCloses {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LLZ_Result r) {
      send(r);
    }

    @Actor
    public void actor2(LLZ_Result r) {
      close(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends ReceiverCloses {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LLZ_Result r) {
      send(r);
    }

    @Actor
    public void actor2(LLZ_Result r) {
      close(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends ReceiverCloses {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LLZ_Result r) {
      send(r);
    }

    @Actor
    public void actor2(LLZ_Result r) {
      close(r);
    }
  }
}
