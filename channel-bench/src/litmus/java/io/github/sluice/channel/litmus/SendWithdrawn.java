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
import org.openjdk.jcstress.infra.results.ZLI_Result;

/**
 * A send that is withdrawn (cancelled, or in the blocking channel interrupted or timed out) while
 * capacity is released for it either was sent, and then the withdrawal returns false, or never will
 * be; and the capacity is there for others.
 *
 * <p>Ordered by the compare-and-sets from PENDING in {@code SendWaiter.leavePending}, to WITHDRAWN
 * in {@code SendQueue.withdraw} and to CLAIMED in {@code SendQueue.grantHead}.
 */
@Description("A6, S4, I1, I3, C4: a waiting send is withdrawn || capacity is released for it")
@Outcome(id = "true, null, 1", expect = ACCEPTABLE, desc = "withdrawn, and the capacity is free")
@Outcome(id = "false, 2, 1", expect = ACCEPTABLE, desc = "sent")
@Outcome(id = "true, 2, 1", expect = FORBIDDEN, desc = "withdrawn and sent")
@Outcome(expect = FORBIDDEN, desc = "lost, or its capacity is")
public abstract class SendWithdrawn {
  private final Subject channel;
  private final CompletableFuture<Void> sent;

  SendWithdrawn(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
    sent = channel.send(2);
  }

  final void withdraw(ZLI_Result r) {
    r.r1 = sent.cancel(false);
  }

  final void receive() {
    channel.tryReceive();
  }

  final void look(ZLI_Result r) {
    r.r2 = channel.tryReceive();
    r.r3 = channel.remainingCapacity();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends SendWithdrawn {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1(ZLI_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZLI_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends SendWithdrawn {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(ZLI_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZLI_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends SendWithdrawn {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(ZLI_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      receive();
    }

    @Arbiter
    public void arbiter(ZLI_Result r) {
      look(r);
    }
  }
}
