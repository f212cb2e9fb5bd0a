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
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * Either there is a new handle, and the stream goes on, or the stream ends and there is none.
 *
 * <p>Ordered by the compare-and-sets on the one word in {@code StreamRefs.retain} and {@code
 * StreamRefs.release}: the last to go leaves ENDED behind, to which nobody is added.
 */
@Description("X8: a weak reference is upgraded || the last handle is closed")
@Outcome(id = "SENT, false", expect = ACCEPTABLE, desc = "upgraded, and open")
@Outcome(id = "null, true", expect = ACCEPTABLE, desc = "not upgraded, and closed")
@Outcome(id = "CLOSED, true", expect = FORBIDDEN, desc = "a handle of a stream that has ended")
@Outcome(expect = FORBIDDEN, desc = "no handle though the stream goes on")
public abstract class WeakUpgrade {
  private final Subject channel;

  WeakUpgrade(Subject channel) {
    this.channel = channel;
  }

  final void upgrade(LZ_Result r) {
    r.r1 = channel.upgradeAndSend(1);
  }

  final void close() {
    channel.closeSender();
  }

  final void look(LZ_Result r) {
    r.r2 = channel.isClosed();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends WeakUpgrade {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(LZ_Result r) {
      upgrade(r);
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends WeakUpgrade {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LZ_Result r) {
      upgrade(r);
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends WeakUpgrade {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LZ_Result r) {
      upgrade(r);
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      look(r);
    }
  }
}
