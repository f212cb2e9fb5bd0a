// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.ring.TailWord.NO_POSITION;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The fields of the ring that threads share, each group on cache lines of its own.
 *
 * <p>A class's fields are laid out after those of its superclass, so a chain of classes with 120
 * bytes of padding between them keeps the groups apart, also on processors that fetch lines in
 * pairs. All fields are longs, because the virtual machine moves smaller ones into gaps that
 * alignment left in superclasses. No other class has padding; a test pins the layout.
 *
 * <p>The accessors name the access mode; why a mode is enough is argued where it is used. Where a
 * field updater has the mode it is taken in place of a VarHandle: it inlines to 40 bytes of
 * bytecode in place of 190, of the 8000 for which HotSpot's C2 stops to inline
 * (DesiredMethodLimit). A send that wakes a task was close to that limit, with times that differed
 * by a fifth between processes.
 *
 * <p>Tail and head each have a plain copy beside them. A processor that has just changed a word by
 * a compare-and-set reads that word late, but the copy at once, so that two sends, or two receives,
 * can overlap (record 16).
 */
@SuppressWarnings("unused") // the padding
final class RingFields {
  private RingFields() {}

  private abstract static class Pad0 {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** What senders write. */
  abstract static class Tail extends Pad0 {
    private static final AtomicLongFieldUpdater<Tail> TAIL =
        AtomicLongFieldUpdater.newUpdater(Tail.class, "tail");

    /** For writing the limit where that is inlined, however seldom it is done (record 17). */
    static final VarHandle LIMIT;

    static {
      try {
        LIMIT = MethodHandles.lookup().findVarHandle(Tail.class, "limit", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    /** The next position to claim, permits and flags; changed by compare-and-set alone. */
    private volatile long tail;

    /** What the tail was after some recent change: a guess. */
    private long recentTail;

    /** The first position that may not be claimed yet, or an earlier one. */
    private volatile long limit;

    public final long tailVolatile() {
      return tail;
    }

    /** Returns what the tail probably is. Plain: a compare-and-set must confirm it. */
    final long recentTail() {
      return recentTail;
    }

    final boolean casTail(long expected, long next) {
      if (TAIL.compareAndSet(this, expected, next)) {
        recentTail = next; // may replace the guess of a later change: then a sender guesses wrong
        return true;
      }
      return false;
    }

    final long limitVolatile() {
      return limit;
    }
  }

  private abstract static class Pad1 extends Tail {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** What the receiver writes, and a thread that discards the messages of a cancelled ring. */
  private abstract static class Head extends Pad1 {
    private static final AtomicLongFieldUpdater<Head> HEAD =
        AtomicLongFieldUpdater.newUpdater(Head.class, "head");

    /** The next position to receive. */
    private volatile long head;

    /** The receiver's copy of the head; behind only if messages have been discarded since. */
    private long ownHead;

    final long headVolatile() {
      return head;
    }

    /** <i>Receiver.</i> Plain: written by the same thread, or ordered before by a handover. */
    final long ownHead() {
      return ownHead;
    }

    /** <i>Receiver.</i> Copies the head, after a volatile read. */
    final void refreshOwnHead() {
      ownHead = head;
    }

    /** <i>Receiver.</i> */
    final void headRelease(long value) {
      HEAD.lazySet(this, value);
      ownHead = value;
    }

    /** <i>Receiver.</i> */
    final void headVolatile(long value) {
      head = value;
      ownHead = value;
    }

    /** <i>Receiver.</i> By a compare-and-set from its copy, which fails if that is behind. */
    final boolean advanceHead(long own, long next) {
      if (HEAD.compareAndSet(this, own, next)) {
        ownHead = next;
        return true;
      }
      refreshOwnHead();
      return false;
    }

    /** For a sender that evicts, and that alone can advance it now. */
    final void headOfEviction(long value) {
      HEAD.lazySet(this, value);
    }

    /** For a thread that discards. */
    final boolean casHead(long expected, long next) {
      return HEAD.compareAndSet(this, expected, next);
    }
  }

  private abstract static class Pad2 extends Head {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** What waiting senders ask of the others; written only when a sender waits. */
  private abstract static class Waiting extends Pad2 {
    private static final AtomicLongFieldUpdater<Waiting> FIFO_WAITERS =
        AtomicLongFieldUpdater.newUpdater(Waiting.class, "fifoWaiters");

    /** How many FIFO waiters are queued or about to be; the combiner alone subtracts. */
    private volatile long fifoWaiters;

    /** The head's position from which on capacity is to be granted to waiters, or NO_POSITION. */
    private volatile long notifyAt = NO_POSITION;

    final long fifoWaitersVolatile() {
      return fifoWaiters;
    }

    final void addFifoWaiters(long delta) {
      FIFO_WAITERS.getAndAdd(this, delta);
    }

    final long notifyAtVolatile() {
      return notifyAt;
    }

    final void notifyAtVolatile(long position) {
      notifyAt = position;
    }
  }

  /** The end of the chain; the ring's own, immutable fields follow it. */
  abstract static class Padded extends Waiting {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }
}
