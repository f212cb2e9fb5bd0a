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
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A sender that is queued and then reads the head once more, and a receiver that advances the head
 * and then reads whether a sender waits: one of them sees the other.
 *
 * <p>Ordered by four volatile accesses, of {@code notifyAt} and the head: see D2 in {@code
 * SendQueue}. The weakened channel has release and acquire in their place.
 */
@Description("D2, P1, P2: a message is received || a send begins to wait")
@Outcome(
    id = "AT_ONCE",
    expect = ACCEPTABLE,
    desc = "sent at once, or when the receiver had released capacity")
@Outcome(id = "LATER", expect = FORBIDDEN, desc = "missed by both, and granted later")
@Outcome(id = "NEVER", expect = FORBIDDEN, desc = "waits beside capacity")
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
    r.r1 = channel.notified(sent);
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
