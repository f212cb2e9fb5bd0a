// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * As in {@link ReceiverWaits}, for the end of the stream in place of a message.
 *
 * <p>Ordered by the compare-and-sets on the ring's tail, in {@code MpscRing.register} and {@code
 * MpscRing.close}: both the end and PARKED are in that word, and the thread that sets the second of
 * them sees the first.
 */
@Description("P1, X6, B26: the last handle is closed || the receiver begins to wait")
@Outcome(id = "ENDED, 0", expect = ACCEPTABLE, desc = "saw the end without waiting")
@Outcome(
    id = "ENDED, 1",
    expect = ACCEPTABLE,
    desc = "was notified, and saw the end before it slept")
@Outcome(id = "WAITING, 1", expect = ACCEPTABLE, desc = "waited and was notified")
@Outcome(id = "WAITING, 0", expect = FORBIDDEN, desc = "waits after the end")
@Outcome(expect = FORBIDDEN, desc = "a message out of thin air, or notified twice")
public abstract class LastHandleClosed {
  private final Subject channel;
  private final AtomicInteger wakes = new AtomicInteger();

  LastHandleClosed(Subject channel) {
    this.channel = channel;
  }

  final void close() {
    channel.closeSender();
  }

  final void receive(LI_Result r) {
    r.r1 = channel.receiveOrWait(wakes::incrementAndGet);
  }

  final void count(LI_Result r) {
    r.r2 = wakes.get();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends LastHandleClosed {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends LastHandleClosed {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends LastHandleClosed {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      close();
    }

    @Actor
    public void actor2(LI_Result r) {
      receive(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }
}
