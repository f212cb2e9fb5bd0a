// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.Permit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * A permit is used or released, not both, and its capacity is counted once.
 *
 * <p>Ordered by the atomic updates of {@code HeldPermit.remaining} in {@code send} and {@code
 * close}: the thread that lowers it owns the difference.
 */
@Description("R2, C4: permit.send || permit.close")
@Outcome(id = "SENT, 1, 1", expect = ACCEPTABLE, desc = "used")
@Outcome(id = "null, null, 1", expect = ACCEPTABLE, desc = "given back, and the send was refused")
@Outcome(expect = FORBIDDEN, desc = "both, or neither")
public abstract class PermitUsedOnce {
  private final Subject channel;
  private final Permit<Integer> permit;

  PermitUsedOnce(Subject channel) {
    this.channel = channel;
    permit = channel.tryReserve();
  }

  final void send(LLI_Result r) {
    try {
      r.r1 = permit.send(1);
    } catch (IllegalStateException used) {
      r.r1 = null;
    }
  }

  final void release() {
    permit.close();
  }

  final void look(LLI_Result r) {
    r.r2 = channel.tryReceive();
    r.r3 = channel.remainingCapacity();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends PermitUsedOnce {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      release();
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends PermitUsedOnce {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      release();
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends PermitUsedOnce {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LLI_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      release();
    }

    @Arbiter
    public void arbiter(LLI_Result r) {
      look(r);
    }
  }
}
