// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;

/**
 * A message whose send races with cancel() is handed to {@code onUndelivered} if it was sent, and
 * not if it was refused; nothing stays in the channel.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail in {@code MpscRing.offer} and {@code
 * MpscRing.close}; a message that was claimed before is waited for by {@code MpscRing.peek} in
 * {@code Undelivered.acceptAll}.
 */
@Description("X10, S1, S2, B14: trySend || the receiver cancels")
@Outcome(id = "SENT, 1, null", expect = ACCEPTABLE, desc = "sent, and handed to onUndelivered")
@Outcome(id = "CLOSED, 0, null", expect = ACCEPTABLE, desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "lost, left in the channel, or accounted for twice")
public abstract class ReceiverCancels {
  private final Subject channel;

  ReceiverCancels(Subject channel) {
    this.channel = channel;
  }

  final void send(LIL_Result r) {
    r.r1 = channel.trySend(1);
  }

  final void cancel() {
    channel.cancel();
  }

  final void look(LIL_Result r) {
    r.r2 = channel.undelivered();
    r.r3 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends ReceiverCancels {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends ReceiverCancels {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends ReceiverCancels {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LIL_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      cancel();
    }

    @Arbiter
    public void arbiter(LIL_Result r) {
      look(r);
    }
  }
}
