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
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A message that waits for capacity is not overtaken by a later one, not even by a trySend of the
 * same thread that finds the capacity first.
 *
 * <p>Ordered by the gate, which is in the ring's tail: {@code MpscRing.offer} claims by a
 * compare-and-set of the tail with an open gate, and {@code SendQueue.add} shuts it before it
 * queues the waiter.
 */
@Description(
    "O6, B7: a send begins to wait, and trySend || tryReceive, tryReceive; the blocking channel lets it overtake")
@Outcome(id = "FULL, 2", expect = ACCEPTABLE, desc = "the second came too early")
@Outcome(id = "SENT, 23", expect = ACCEPTABLE, desc = "both, in order")
@Outcome(id = "SENT, 32", expect = FORBIDDEN, desc = "overtaken")
@Outcome(expect = FORBIDDEN, desc = "lost")
public abstract class NoOvertaking {
  private final Subject channel;
  private int order;

  NoOvertaking(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
  }

  private void receiveOne() {
    Integer message = channel.tryReceive();
    if (message != null && message != 1) {
      order = 10 * order + message;
    }
  }

  final void send(LI_Result r) {
    channel.send(2);
    r.r1 = channel.trySend(3);
  }

  final void receive() {
    receiveOne();
    receiveOne();
  }

  final void drain(LI_Result r) {
    for (int i = 0; i < 4; i++) {
      receiveOne(); // grants the waiters, even if it finds nothing
    }
    r.r2 = order;
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends NoOvertaking {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(LI_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      drain(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends NoOvertaking {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(LI_Result r) {
      send(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      drain(r);
    }
  }
}
