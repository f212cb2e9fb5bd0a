// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The remaining capacity is never negative nor more than the capacity, whatever happens while it is
 * read; a slot that is a permit and then a message is counted once.
 *
 * <p>Ordered by {@code MpscRing.used}, as the size; permits are in the same word as the tail's
 * position.
 */
@Description("V1, R1: messages and permits pass through || remainingCapacity()")
@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "from 0 to the capacity")
@Outcome(expect = FORBIDDEN, desc = "out of bounds")
public abstract class RemainingInBounds {
  private static final int ROUNDS = 4;

  private final Subject channel;

  RemainingInBounds(Subject channel) {
    this.channel = channel;
  }

  final void pass() {
    for (int i = 0; i < ROUNDS; i++) {
      channel.tryReserve().send(i);
      channel.tryReceive();
      channel.tryReserve().close();
    }
  }

  final void look(II_Result r) {
    int least = channel.remainingCapacity();
    int most = least;
    for (int i = 0; i < ROUNDS; i++) {
      int remaining = channel.remainingCapacity();
      least = Math.min(least, remaining);
      most = Math.max(most, remaining);
    }
    r.r1 = least;
    r.r2 = most;
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends RemainingInBounds {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      pass();
    }

    @Actor
    public void actor2(II_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends RemainingInBounds {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      pass();
    }

    @Actor
    public void actor2(II_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends RemainingInBounds {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      pass();
    }

    @Actor
    public void actor2(II_Result r) {
      look(r);
    }
  }
}
