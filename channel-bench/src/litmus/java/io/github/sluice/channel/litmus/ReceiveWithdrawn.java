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
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * A receive that is cancelled while a message comes either has it, and then the cancelling says no,
 * or leaves it in the channel.
 *
 * <p>Ordered by the compare-and-sets from WAITING in {@code ReceiveOperation}: to POLLING by the
 * thread that takes the message for it, or that withdraws it.
 */
@Description(
    "A5, S1, B5: a receive that waits is withdrawn || trySend; the blocking channel hands nothing over")
@Outcome(id = "true, null, 1", expect = ACCEPTABLE, desc = "withdrawn, and the message is there")
@Outcome(id = "false, 1, null", expect = ACCEPTABLE, desc = "received")
@Outcome(id = "true, null, null", expect = FORBIDDEN, desc = "lost")
@Outcome(expect = FORBIDDEN, desc = "received twice, or the future is pending")
public abstract class ReceiveWithdrawn {
  private final Subject channel;
  private final CompletableFuture<Integer> received;

  ReceiveWithdrawn(Subject channel) {
    this.channel = channel;
    received = channel.receive();
  }

  final void withdraw(ZLL_Result r) {
    r.r1 = received.cancel(false);
  }

  final void send() {
    channel.trySend(1);
  }

  final void look(ZLL_Result r) {
    boolean has = received.isDone() && !received.isCompletedExceptionally();
    r.r2 = has ? received.join() : null;
    r.r3 = channel.tryReceive();
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends ReceiveWithdrawn {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1(ZLL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(ZLL_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends ReceiveWithdrawn {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1(ZLL_Result r) {
      withdraw(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(ZLL_Result r) {
      look(r);
    }
  }
}
