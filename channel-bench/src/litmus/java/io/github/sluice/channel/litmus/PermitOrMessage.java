// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * Of a permit and a message for which there is one slot, one gets it.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail in {@code MpscRing.tryReserve} and {@code
 * MpscRing.offer}: permits are in the same word as the position.
 */
@Description("C1, R1, C5: tryReserve || trySend, with capacity for one")
@Outcome(id = "true, FULL", expect = ACCEPTABLE, desc = "the permit has it")
@Outcome(id = "false, SENT", expect = ACCEPTABLE, desc = "the message has it")
@Outcome(id = "true, SENT", expect = FORBIDDEN, desc = "beyond the capacity")
@Outcome(id = "false, FULL", expect = FORBIDDEN, desc = "full for no reason")
public abstract class PermitOrMessage {
  private final Subject channel;

  PermitOrMessage(Subject channel) {
    this.channel = channel;
  }

  final void reserve(ZL_Result r) {
    r.r1 = channel.tryReserve() != null;
  }

  final void send(ZL_Result r) {
    r.r2 = channel.trySend(1);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends PermitOrMessage {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      reserve(r);
    }

    @Actor
    public void actor2(ZL_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends PermitOrMessage {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      reserve(r);
    }

    @Actor
    public void actor2(ZL_Result r) {
      send(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends PermitOrMessage {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      reserve(r);
    }

    @Actor
    public void actor2(ZL_Result r) {
      send(r);
    }
  }
}
