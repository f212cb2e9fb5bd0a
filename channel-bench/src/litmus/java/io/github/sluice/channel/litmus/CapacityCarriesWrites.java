// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.SendResult;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The sender that uses released capacity sees what the receiver wrote before the release.
 *
 * <p>Ordered by the compare-and-set of the head in {@code MpscRing.tryRemove} and the read of it in
 * {@code MpscRing.fits}.
 *
 * <p>The plain field is read before as well, to tempt the compiler not to read it again.
 */
@Description("H2: a plain write and tryReceive || trySend and a plain read")
@Outcome(id = "0, 0, [01]", expect = ACCEPTABLE, desc = "nothing yet, but perhaps the write")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "seen with it")
@Outcome(id = "1, [01], 1", expect = ACCEPTABLE, desc = "seen before")
@Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "not seen with it")
@Outcome(expect = FORBIDDEN, desc = "seen, and then not")
public abstract class CapacityCarriesWrites {
  private final Subject channel;
  private int data;

  CapacityCarriesWrites(Subject channel) {
    this.channel = channel;
    channel.trySend(1);
  }

  final void receive() {
    data = 1;
    channel.tryReceive();
  }

  final void send(III_Result r) {
    r.r1 = data;
    r.r2 = channel.trySend(2) == SendResult.SENT ? 1 : 0;
    r.r3 = data;
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends CapacityCarriesWrites {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2(III_Result r) {
      send(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends CapacityCarriesWrites {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2(III_Result r) {
      send(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends CapacityCarriesWrites {
    /** Makes one of many. */
    public Weakened() {
      super(new PlainSubject());
    }

    @Actor
    public void actor1() {
      receive();
    }

    @Actor
    public void actor2(III_Result r) {
      send(r);
    }
  }
}
