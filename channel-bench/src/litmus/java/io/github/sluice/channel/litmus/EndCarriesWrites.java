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
 * What a thread wrote before it closed the last handle is seen by a receiver that has seen the end
 * of the stream, although no message has come from that thread.
 *
 * <p>Ordered by the compare-and-set on the ring's tail in {@code MpscRing.close} and the volatile
 * read of it in {@code MpscRing.isTerminated}, by which every receive that returns null for the end
 * goes.
 *
 * <p>The plain field is read before as well, to tempt the compiler not to read it again.
 */
@Description(
    "H3, B20: a plain write and the last handle is closed || the end is seen, and a plain read")
@Outcome(id = "0, 0, [01]", expect = ACCEPTABLE, desc = "nothing yet, but perhaps the write")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "seen with it")
@Outcome(id = "1, [01], 1", expect = ACCEPTABLE, desc = "seen before")
@Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "not seen with it")
@Outcome(expect = FORBIDDEN, desc = "seen, and then not")
public abstract class EndCarriesWrites {
  private final Subject channel;
  private int data;

  EndCarriesWrites(Subject channel) {
    this.channel = channel;
  }

  final void close() {
    data = 1;
    channel.closeSender();
  }

  final void receive(III_Result r) {
    r.r1 = data;
    r.r2 = channel.isTerminated() ? 1 : 0;
    r.r3 = data;
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends EndCarriesWrites {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends EndCarriesWrites {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends EndCarriesWrites {
    /** Makes one of many. */
    public Weakened() {
      super(new PlainSubject());
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(III_Result r) {
      receive(r);
    }
  }
}
