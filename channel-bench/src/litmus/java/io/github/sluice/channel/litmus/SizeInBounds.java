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
 * The size is never negative nor more than the capacity, whatever happens while it is read.
 *
 * <p>Ordered by {@code MpscRing.used}, which takes the tail only if the head was the same before
 * and after; so both are as of one instant.
 */
@Description("V1, B9: messages pass through and the channel is closed || size()")
@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "from 0 to the capacity")
@Outcome(expect = FORBIDDEN, desc = "out of bounds")
public abstract class SizeInBounds {
  private static final int ROUNDS = 4;

  private final Subject channel;

  SizeInBounds(Subject channel) {
    this.channel = channel;
  }

  final void pass() {
    for (int i = 0; i < ROUNDS; i++) {
      channel.trySend(i);
      channel.tryReceive();
    }
    channel.closeReceiver();
  }

  final void look(II_Result r) {
    int least = channel.size();
    int most = least;
    for (int i = 0; i < ROUNDS; i++) {
      int size = channel.size();
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
    r.r1 = least;
    r.r2 = most;
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends SizeInBounds {
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
  public static class Async extends SizeInBounds {
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
  public static class Weakened extends SizeInBounds {
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
