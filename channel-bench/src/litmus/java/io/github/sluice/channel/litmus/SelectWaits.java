// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A selector that publishes what waits and then looks for signals, and a signal that pushes its
 * receiver and then looks for what waits: one of them sees the other.
 *
 * <p>Ordered by the volatile accesses of {@code Watched.await} and {@code Watched.signal}. The
 * receivers are registered before the race, so no compare-and-set of a ring's tail is on both
 * sides. The weakened selector has the same accesses in opaque mode.
 */
@Description("SEL2, A2, A3: trySend || a selector begins to wait")
@Outcome(id = "MESSAGE, 0", expect = ACCEPTABLE, desc = "selected without waiting")
@Outcome(id = "WAITING, 1", expect = ACCEPTABLE, desc = "waited and was notified")
@Outcome(id = "WAITING, 0", expect = FORBIDDEN, desc = "waits beside a message")
@Outcome(expect = FORBIDDEN, desc = "notified, but did not wait")
public abstract class SelectWaits {
  private final AtomicInteger wakes = new AtomicInteger();

  SelectWaits() {}

  abstract void send();

  /** Selects, or registers a waker; true if there was a message. */
  abstract boolean select(Waker waker);

  final void selectOrWait(LI_Result r) {
    r.r1 = select(wakes::incrementAndGet) ? Subject.Wait.MESSAGE : Subject.Wait.WAITING;
  }

  final void count(LI_Result r) {
    r.r2 = wakes.get();
  }

  /** From async channels. */
  @JCStressTest
  @State
  public static class Async extends SelectWaits {
    private final Selector<Integer> selector = Selector.fair();
    private final AsyncSender<Integer> sender;

    /** Makes one of many. */
    public Async() {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
      selector.add(channel.receiver());
      selector.add(AsyncChannel.<Integer>bounded(1).receiver());
      sender = channel.sender();
      selector.poll(() -> {}); // registers both
      selector.trySelect(); // forgets the waker
    }

    @Override
    void send() {
      sender.trySend(1);
    }

    @Override
    boolean select(Waker waker) {
      return selector.poll(waker) != null;
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(LI_Result r) {
      selectOrWait(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }

  /** In a selector that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends SelectWaits {
    private static final VarHandle SIGNALLED = handle("signalled", boolean.class);
    private static final VarHandle WAITER = handle("waiter", Waker.class);

    private static VarHandle handle(String field, Class<?> type) {
      try {
        return MethodHandles.lookup().findVarHandle(Weakened.class, field, type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean signalled;
    private Waker waiter;

    /** Makes one of many. */
    public Weakened() {}

    @Override
    void send() {
      SIGNALLED.setOpaque(this, true);
      Waker waiting = (Waker) WAITER.getOpaque(this);
      if (waiting != null && WAITER.compareAndSet(this, waiting, null)) {
        waiting.wake();
      }
    }

    @Override
    boolean select(Waker waker) {
      if ((boolean) SIGNALLED.getOpaque(this)) {
        return true;
      }
      WAITER.setOpaque(this, waker);
      return (boolean) SIGNALLED.getOpaque(this) && WAITER.compareAndSet(this, waker, null);
    }

    @Actor
    public void actor1() {
      send();
    }

    @Actor
    public void actor2(LI_Result r) {
      selectOrWait(r);
    }

    @Arbiter
    public void arbiter(LI_Result r) {
      count(r);
    }
  }
}
