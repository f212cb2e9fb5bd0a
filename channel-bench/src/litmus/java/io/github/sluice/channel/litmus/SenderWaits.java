// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A sender that queues itself and then looks for room again, and a receiver that makes room and
 * then looks for senders that wait: one of them sees the other. The receiver's half has no fence,
 * so it may miss the sender; then a SecondLook finds the room, some milliseconds later.
 *
 * <p>Ordered by the fence in {@code SendQueue.grantHead}, between the write to {@code wanted} and
 * the second look for room, and in the receiver by time alone: see D2 in {@code SendQueue}, and
 * {@code SecondLook}. The weakened channel has no fence, and nobody looks again.
 */
@Description("D2, P1, P2: a message is received || a send begins to wait")
@Outcome(
    id = "AT_ONCE",
    expect = ACCEPTABLE,
    desc = "sent at once, or when the receiver had made room")
@Outcome(
    id = "LATER",
    expect = ACCEPTABLE_INTERESTING,
    desc = "missed by the receiver, and told by a SecondLook")
@Outcome(id = "NEVER", expect = FORBIDDEN, desc = "waits beside room")
public abstract class SenderWaits {
  private final Subject channel;
  private CompletableFuture<Void> sent;

  SenderWaits(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
  }

  final void receive() {
    channel.tryReceive();
  }

  final void send() {
    sent = channel.send(2);
  }

  final void await(L_Result r) {
    r.r1 = channel.told(sent);
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends SenderWaits {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(L_Result r) {
      await(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends SenderWaits {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(L_Result r) {
      await(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends SenderWaits {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(L_Result r) {
      await(r);
    }
  }
}
