// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * With capacity 0, a receiver that sets PARKED and then reads whether a sender waits, and a sender
 * that is queued and then reads PARKED: one of them sees the other.
 *
 * <p>Ordered by the compare-and-sets of the tail and the volatile accesses of {@code notifyAt}: see
 * {@code RendezvousRing}. The weakened channel has two opaque fields in their place.
 */
@Description("Z3, D2, P1: a receiver begins to wait || a send begins to wait")
@Outcome(id = "MESSAGE, AT_ONCE", expect = ACCEPTABLE, desc = "taken from a sender that waited")
@Outcome(id = "NOTIFIED, AT_ONCE", expect = ACCEPTABLE, desc = "handed over to the receiver")
@Outcome(
    id = "MESSAGE and notified, AT_ONCE",
    expect = ACCEPTABLE,
    desc = "handed over while the receiver took its registration back")
@Outcome(id = "WAITING, NEVER", expect = FORBIDDEN, desc = "both wait for each other")
@Outcome(expect = FORBIDDEN, desc = "one waits for the other, which is gone")
public abstract class Rendezvous {
  private final AtomicInteger wakes = new AtomicInteger();

  Rendezvous() {}

  /** Receives, or registers a waker; true if there was a message. */
  abstract boolean receive(Runnable waker);

  abstract void send();

  abstract Subject.Notified sent();

  final void receiveOrWait(LL_Result r) {
    r.r1 = receive(wakes::incrementAndGet) ? "MESSAGE" : "WAITING";
  }

  final void await(LL_Result r) {
    r.r2 = sent();
    if (wakes.get() > 0) {
      r.r1 = r.r1.equals("WAITING") ? "NOTIFIED" : r.r1 + " and notified";
    }
  }

  /** A channel of ours. */
  abstract static class Ours extends Rendezvous {
    private final Subject channel;
    private CompletableFuture<Void> sent;

    Ours(Subject channel) {
      this.channel = channel;
    }

    @Override
    final boolean receive(Runnable waker) {
      return channel.receiveOrWait(waker::run) == Subject.Wait.MESSAGE;
    }

    @Override
    final void send() {
      sent = channel.send(1);
    }

    @Override
    final Subject.Notified sent() {
      return channel.notified(sent);
    }
  }

  /** In the blocking channel. */
  @JCStressTest
  @State
  public static class Blocking extends Ours {
    /** Makes one of many. */
    public Blocking() {
      super(new BlockingSubject(0));
    }

    @Actor
    public void actor1(LL_Result r) {
      receiveOrWait(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      await(r);
    }
  }

  /** In the async channel. */
  @JCStressTest
  @State
  public static class Async extends Ours {
    /** Makes one of many. */
    public Async() {
      super(new AsyncSubject(0));
    }

    @Actor
    public void actor1(LL_Result r) {
      receiveOrWait(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      await(r);
    }
  }

  /** In a channel that fails it. */
  @JCStressTest
  @State
  public static class Weakened extends Rendezvous {
    private static final VarHandle WAITER = handle("waiter", Runnable.class);
    private static final VarHandle QUEUED = handle("queued", boolean.class);

    private static VarHandle handle(String field, Class<?> type) {
      try {
        return MethodHandles.lookup().findVarHandle(Weakened.class, field, type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Runnable waiter;
    private boolean queued;
    private boolean met;

    /** Makes one of many. */
    public Weakened() {}

    @Override
    boolean receive(Runnable waker) {
      WAITER.setOpaque(this, waker);
      if (!(boolean) QUEUED.getOpaque(this) || !WAITER.compareAndSet(this, waker, null)) {
        return false;
      }
      met = true;
      return true;
    }

    @Override
    void send() {
      QUEUED.setOpaque(this, true);
      Runnable waiting = (Runnable) WAITER.getOpaque(this);
      if (waiting != null && WAITER.compareAndSet(this, waiting, null)) {
        met = true;
        waiting.run();
      }
    }

    @Override
    Subject.Notified sent() {
      return met ? Subject.Notified.AT_ONCE : Subject.Notified.NEVER;
    }

    @Actor
    public void actor1(LL_Result r) {
      receiveOrWait(r);
    }

    @Actor
    public void actor2() {
      send();
    }

    @Arbiter
    public void arbiter(LL_Result r) {
      await(r);
    }
  }
}
