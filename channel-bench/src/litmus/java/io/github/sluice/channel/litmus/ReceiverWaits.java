// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A receiver that registers and then rechecks, and a sender that publishes a message and then looks
 * for a registered receiver: one of them sees the other.
 *
 * <p>Ordered by the two compare-and-sets on the ring's tail, in {@code MpscRing.register} and
 * {@code MpscRing.offer}: register's fails if the position has been claimed, and offer's, if it
 * comes later, gets the tail with PARKED. The weakened channel has two words for that and no fence.
 */
@Description("D1, P1, A2, B26: trySend || the receiver begins to wait")
@Outcome(id = "MESSAGE, 0", expect = ACCEPTABLE, desc = "received without waiting")
@Outcome(id = "WAITING, 1", expect = ACCEPTABLE, desc = "waited and was notified")
@Outcome(id = "WAITING, 0", expect = FORBIDDEN, desc = "waits beside a message")
@Outcome(expect = FORBIDDEN, desc = "notified, but did not wait")
public abstract class ReceiverWaits {
  private final Subject channel;
  private final AtomicInteger wakes = new AtomicInteger();

  ReceiverWaits(Subject channel) {
    this.channel = channel;
  }

  final void send() {
    channel.trySend(1);
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
  public static class Blocking extends ReceiverWaits {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      send();
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
  public static class Async extends ReceiverWaits {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      send();
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
  public static class Weakened extends ReceiverWaits {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      send();
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
