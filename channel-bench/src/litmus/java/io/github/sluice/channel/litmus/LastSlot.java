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
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * Of two sends for which there is one slot, one is SENT and the other FULL.
 *
 * <p>Ordered by the compare-and-set on the ring's tail in {@code MpscRing.offer}: capacity is
 * looked for at the tail that it replaces.
 */
@Description("C1, C2, C5, B23: trySend || trySend, with capacity for one")
@Outcome(id = "SENT, FULL, 1", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "FULL, SENT, 1", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(id = "SENT, SENT, .*", expect = FORBIDDEN, desc = "beyond the capacity")
@Outcome(expect = FORBIDDEN, desc = "full for no reason")
public abstract class LastSlot {
  private final Subject channel;

  LastSlot(Subject channel) {
    this.channel = channel;
  }

  final void first(LLI_Result r) {
    r.r1 = channel.trySend(1);
  }

  final void second(LLI_Result r) {
    r.r2 = channel.trySend(2);
  }

  final void look(LLI_Result r) {
    r.r3 = channel.size();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends LastSlot {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      first(r);
    }

    @Actor
    public void actor2(LLI_Result r) {
      second(r);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends LastSlot {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      first(r);
    }

    @Actor
    public void actor2(LLI_Result r) {
      second(r);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends LastSlot {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      first(r);
    }

    @Actor
    public void actor2(LLI_Result r) {
      second(r);
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }
}
