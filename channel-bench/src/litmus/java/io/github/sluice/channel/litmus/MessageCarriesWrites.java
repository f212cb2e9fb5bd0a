// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * What a thread wrote before it sent a message is seen by the receiver of that.
 *
 * <p>Ordered by the release write of the slot in {@code MpscRing.publish} and the acquire read of
 * it in {@code MpscRing.peek}. The weakened channel has plain ones.
 *
 * <p>The plain field is read before as well, to tempt the compiler not to read it again.
 */
@Description("H1: a plain write and trySend || tryReceive and a plain read")
@Outcome(id = "0, 0, [01]", expect = ACCEPTABLE, desc = "nothing yet, but perhaps the write")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "seen with it")
@Outcome(id = "1, [01], 1", expect = ACCEPTABLE, desc = "seen before")
@Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "not seen with it")
@Outcome(expect = FORBIDDEN, desc = "seen, and then not")
public abstract class MessageCarriesWrites {
  private final Subject channel;
  private int data;

  MessageCarriesWrites(Subject channel) {
    this.channel = channel;
  }

  final void send() {
    data = 1;
    channel.trySend(1);
  }

  final void receive(III_Result r) {
    r.r1 = data;
    r.r2 = channel.tryReceive() == null ? 0 : 1;
    r.r3 = data;
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends MessageCarriesWrites {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends MessageCarriesWrites {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends MessageCarriesWrites {
    /** Makes one of many. */
    public Weakened() {
      super(new PlainSubject());
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }
}
