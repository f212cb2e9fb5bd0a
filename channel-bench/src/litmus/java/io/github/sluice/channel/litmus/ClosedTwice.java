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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Of two concurrent closes one has an effect: a waiting receiver is notified once, and so is each
 * close future.
 *
 * <p>Ordered by the compare-and-set on the ring's tail in {@code MpscRing.close}, which returns
 * true to one caller; it clears PARKED as well.
 */
@Description("X11: the receiver closes || the last handle is closed, and the receiver waits")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "notified once")
@Outcome(expect = FORBIDDEN, desc = "not notified, or notified twice")
public abstract class ClosedTwice {
  private final Subject channel;
  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicInteger notifications = new AtomicInteger();

  ClosedTwice(Subject channel) {
    this.channel = channel;
    channel.onClosed(notifications::incrementAndGet);
    channel.receiveOrWait(wakes::incrementAndGet);
  }

  final void closeReceiver() {
    channel.closeReceiver();
  }

  final void closeSender() {
    channel.closeSender();
  }

  final void count(II_Result r) {
    r.r1 = wakes.get();
    r.r2 = notifications.get();
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends ClosedTwice {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(1));
    }

    @Actor
    public void actor1() {
      closeReceiver();
    }

    @Actor
    public void actor2() {
      closeSender();
    }

    @Arbiter
    public void arbiter(II_Result r) {
      count(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends ClosedTwice {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(1));
    }

    @Actor
    public void actor1() {
      closeReceiver();
    }

    @Actor
    public void actor2() {
      closeSender();
    }

    @Arbiter
    public void arbiter(II_Result r) {
      count(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends ClosedTwice {
    /** Makes one of many. */
    public Weakened() {
      super(new WeakenedSubject(1));
    }

    @Actor
    public void actor1() {
      closeReceiver();
    }

    @Actor
    public void actor2() {
      closeSender();
    }

    @Arbiter
    public void arbiter(II_Result r) {
      count(r);
    }
  }
}
