// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.sync.BlockingChannel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A sender that replaces the only message, and a receiver that takes it: one of them has it, and
 * the receiver never finds nothing.
 *
 * <p>Ordered by the compare-and-set of the slot: see {@code EvictingRing}. The weakened channel has
 * a plain field in its place.
 */
@Description("OV3, OV4, S1, S2: a message is received || a send drops it")
@Outcome(id = "received 1 then 2, dropped 0", expect = ACCEPTABLE, desc = "received first")
@Outcome(id = "received 2 then 0, dropped 1", expect = ACCEPTABLE, desc = "dropped first")
@Outcome(expect = FORBIDDEN, desc = "lost, twice, or missed")
public abstract class OldestDropped {
  private int dropped;

  OldestDropped() {}

  final void drop(int message) {
    dropped += message;
  }

  abstract int receive();

  abstract void send();

  final void receive(LL_Result r) {
    r.r1 = "received " + receive();
  }

  final void takeRest(LL_Result r) {
    r.r1 = r.r1 + " then " + receive();
    r.r2 = "dropped " + dropped;
  }

  /** In the blocking channel; the async one is the same here. */
  @JCStressTest
  @State
  public static class Blocking extends OldestDropped {
    private final BlockingChannel<Integer> channel =
        BlockingChannel.<Integer>builder(1)
            .overflow(Overflow.DROP_OLDEST)
            .onUndelivered(this::drop)
            .build();
    private final BlockingSender<Integer> sender = channel.sender();

    /** Makes one of many. */
    public Blocking() {
      sender.trySend(1);
    }

    @Override
    int receive() {
      Integer message = channel.receiver().tryReceive();
      return message == null ? 0 : message;
    }

    @Override
    void send() {
      sender.trySend(2);
    }

    @Actor
    public void actor1(LL_Result r) {
      receive(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      takeRest(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends OldestDropped {
    private int slot = 1;

    /** Makes one of many. */
    public Weakened() {}

    @Override
    int receive() {
      int message = slot;
      slot = 0;
      return message;
    }

    @Override
    void send() {
      drop(slot);
      slot = 2;
    }

    @Actor
    public void actor1(LL_Result r) {
      receive(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      takeRest(r);
    }
  }
}
