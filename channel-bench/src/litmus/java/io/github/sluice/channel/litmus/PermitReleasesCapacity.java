// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.Permit;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * As in {@link SenderWaits}, for capacity that a permit returns.
 *
 * <p>Ordered by the compare-and-set in {@code MpscRing.releasePermits}, before {@code
 * MpscRing.hasWaiters} reads {@code notifyAt}; and on the other side by the volatile write of that
 * before the tail is read once more, in {@code SendQueue.fits}.
 */
@Description("D2, P2, C4, R5: a permit is closed || a send begins to wait")
@Outcome(
    id = "AT_ONCE",
    expect = ACCEPTABLE,
    desc = "sent at once, or when the capacity was released")
@Outcome(id = "LATER", expect = FORBIDDEN, desc = "missed by both, and granted later")
@Outcome(id = "NEVER", expect = FORBIDDEN, desc = "waits beside capacity")
public abstract class PermitReleasesCapacity {
  private final Subject channel;
  private final Permit<Integer> permit;
  private CompletableFuture<Void> sent;

  PermitReleasesCapacity(Subject channel) {
    this.channel = channel;
    permit = channel.tryReserve();
  }

  final void release() {
    permit.close();
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
  public static class Blocking extends PermitReleasesCapacity {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      release();
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
  public static class Async extends PermitReleasesCapacity {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      release();
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
  public static class Weakened extends PermitReleasesCapacity {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      release();
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
