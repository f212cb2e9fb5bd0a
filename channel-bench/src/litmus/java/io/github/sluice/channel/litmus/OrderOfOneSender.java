// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * What one thread sends is received in the order of sending, and nothing is skipped.
 *
 * <p>Ordered by the positions that {@code MpscRing.offer} claims, one after the other; {@code
 * MpscRing.peek} looks at the next one alone.
 */
@Description("O1, C5: trySend, trySend || tryReceive, tryReceive")
@Outcome(id = "null, null", expect = ACCEPTABLE, desc = "nothing sent yet")
@Outcome(id = "null, 1", expect = ACCEPTABLE, desc = "the first by the second receive")
@Outcome(id = "1, null", expect = ACCEPTABLE, desc = "the first")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "in another order")
public abstract class OrderOfOneSender {
  private final Subject channel;

  OrderOfOneSender(Subject channel) {
    this.channel = channel;
  }

  final void send() {
    channel.trySend(1);
    channel.trySend(2);
  }

  final void receive(LL_Result r) {
    r.r1 = channel.tryReceive();
    r.r2 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends OrderOfOneSender {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(2));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(LL_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends OrderOfOneSender {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(2));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(LL_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends OrderOfOneSender {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(2));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(LL_Result r) {
      receive(r);
    }
  }
}
