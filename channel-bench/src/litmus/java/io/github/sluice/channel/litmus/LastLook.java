// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZL_Result;

/**
 * A channel is terminated only when everything sent before its end has been received: nothing comes
 * after isTerminated() was true, nor before it without being received.
 *
 * <p>Ordered by {@code MpscRing.isTerminated}: the end and the position of the last message are
 * read at once, and the head is read after them.
 */
@Description(
    "X9, X12, S6, B3: trySend and the last handle is closed || tryReceive, isTerminated, tryReceive")
@Outcome(id = "1, true, null", expect = ACCEPTABLE, desc = "received before the end")
@Outcome(id = "1, false, null", expect = ACCEPTABLE, desc = "received, and not ended yet")
@Outcome(id = "null, false, null", expect = ACCEPTABLE, desc = "not sent yet")
@Outcome(id = "null, false, 1", expect = ACCEPTABLE, desc = "received by the second receive")
@Outcome(id = "null, true, (1|null)", expect = FORBIDDEN, desc = "terminated with a message in it")
@Outcome(expect = FORBIDDEN, desc = "received twice")
public abstract class LastLook {
  private final Subject channel;

  LastLook(Subject channel) {
    this.channel = channel;
  }

  final void sendAndClose() {
    channel.trySend(1);
    channel.closeSender();
  }

  final void receive(LZL_Result r) {
    r.r1 = channel.tryReceive();
    r.r2 = channel.isTerminated();
    r.r3 = channel.tryReceive();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends LastLook {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      sendAndClose();
    }

    @Actor
    public void actor2(LZL_Result r) {
      receive(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends LastLook {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      sendAndClose();
    }

    @Actor
    public void actor2(LZL_Result r) {
      receive(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends LastLook {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      sendAndClose();
    }

    @Actor
    public void actor2(LZL_Result r) {
      receive(r);
    }
  }
}
