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
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A send that finds no capacity and queues itself while the receiver closes is refused, with its
 * own message; it does not wait for ever. What was accepted before is still received.
 *
 * <p>Ordered by two drains of the wait queue: that of {@code SendQueue.add}, which reads the tail
 * after the waiter has been added, and that of {@code ChannelCore.close}, which comes after the
 * tail has been closed. The work-in-progress counter makes one of two concurrent drains see both
 * events.
 */
@Description("X3, S6, B17: a send begins to wait || the receiver closes")
@Outcome(
    id = "REFUSED, 1",
    expect = ACCEPTABLE,
    desc = "refused, and what was sent before is there")
@Outcome(id = "PENDING, 1", expect = FORBIDDEN, desc = "waits in a closed channel")
@Outcome(
    expect = FORBIDDEN,
    desc = "sent though there was no capacity, or what was sent before is lost")
public abstract class CloseRefusesWaiting {
  private final Subject channel;
  private CompletableFuture<Void> sent;

  CloseRefusesWaiting(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
  }

  final void send() {
    sent = channel.send(2);
  }

  final void close() {
    channel.closeReceiver();
  }

  final void look(LL_Result r) {
    r.r1 = Subject.outcome(sent, 2);
    r.r2 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends CloseRefusesWaiting {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      look(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends CloseRefusesWaiting {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      look(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends CloseRefusesWaiting {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2() {
      close();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      look(r);
    }
  }
}
