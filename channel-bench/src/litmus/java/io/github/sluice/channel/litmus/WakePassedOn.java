// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * If the send at the head of the queue is withdrawn, the capacity is for the next.
 *
 * <p>Ordered by the loop in {@code SendQueue.grantHead}, which continues with the next if the first
 * cannot be claimed, and by {@code SendQueue.forget}, which drains.
 */
@Description(
    "P2, R6, O5, B6: the first of two waiting sends is withdrawn || capacity is released for one")
@Outcome(id = "true, AT_ONCE", expect = ACCEPTABLE, desc = "withdrawn, and the next is sent")
@Outcome(id = "false, PENDING", expect = ACCEPTABLE, desc = "sent, and the next waits")
@Outcome(id = "true, NEVER", expect = FORBIDDEN, desc = "the capacity is lost")
@Outcome(expect = FORBIDDEN, desc = "sent beyond the capacity, or not at all")
public abstract class WakePassedOn {
  private final Subject channel;
  private final CompletableFuture<Void> first;
  private final CompletableFuture<Void> second;

  WakePassedOn(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
    first = channel.send(2);
    second = channel.send(3);
  }

  final void withdraw(ZL_Result r) {
    r.r1 = first.cancel(false);
  }

  final void receive() {
    channel.tryReceive();
  }

  final void look(ZL_Result r) {
    r.r2 = r.r1 ? channel.notified(second) : Subject.outcome(second, 3);
    channel.cancel();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends WakePassedOn {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZL_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends WakePassedOn {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZL_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends WakePassedOn {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(ZL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZL_Result r) {
      look(r);
    }
  }
}
