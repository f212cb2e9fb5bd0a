// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The words of the ring that threads share, each group on cache lines of its own.
 *
 * <p>A class's fields are laid out after those of its superclass, so a chain of classes with 120
 * bytes of padding between them keeps the groups apart, also on processors that fetch lines in
 * pairs. All fields are longs, because the virtual machine moves smaller ones into gaps that
 * alignment left in superclasses. This is the only place with padding; a test pins the layout.
 *
 * <p>The accessors name the access mode; why a mode is enough is argued where it is used.
 */
@SuppressWarnings("unused") // the padding
final class RingWords {
  /** Differs from every position, whose low bits are zero. */
  static final long NOBODY = 1;

  private RingWords() {}

  private abstract static class Pad0 {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** The next position to claim, permits and flags; changed by compare-and-set alone. */
  private abstract static class Tail extends Pad0 {
    private static final VarHandle TAIL = Fields.handle(MethodHandles.lookup(), "tail", long.class);

    private volatile long tail;

    final long tailVolatile() {
      return tail;
    }

    final boolean casTail(long expected, long next) {
      return TAIL.compareAndSet(this, expected, next);
    }

    final void initTail(long value) {
      TAIL.set(this, value);
    }
  }

  private abstract static class Pad1 extends Tail {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** The first position that may not be claimed yet, or an earlier one; refreshed by senders. */
  private abstract static class Limit extends Pad1 {
    private static final VarHandle LIMIT =
        Fields.handle(MethodHandles.lookup(), "limit", long.class);

    private long limit;

    final long limitAcquire() {
      return (long) LIMIT.getAcquire(this);
    }

    final void limitRelease(long value) {
      LIMIT.setRelease(this, value);
    }
  }

  private abstract static class Pad2 extends Limit {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** The next position to receive; written by the receiver alone. */
  private abstract static class Head extends Pad2 {
    private static final VarHandle HEAD = Fields.handle(MethodHandles.lookup(), "head", long.class);

    private long head;

    final long headPlain() {
      return (long) HEAD.get(this);
    }

    final long headAcquire() {
      return (long) HEAD.getAcquire(this);
    }

    final void headRelease(long value) {
      HEAD.setRelease(this, value);
    }

    final void initHead(long value) {
      HEAD.set(this, value);
    }
  }

  private abstract static class Pad3 extends Head {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  /** What waiting senders ask of the others; written only when somebody waits. */
  private abstract static class Waiting extends Pad3 {
    private static final VarHandle GATE = Fields.handle(MethodHandles.lookup(), "gate", long.class);

    /** How many senders wait that nothing may overtake. */
    private volatile long gate;

    /** The position from which on the receiver must serve the waiting senders, or NOBODY. */
    private volatile long wanted = NOBODY;

    final long gateVolatile() {
      return gate;
    }

    final void addGate(long delta) {
      GATE.getAndAdd(this, delta);
    }

    final long wantedVolatile() {
      return wanted;
    }

    final void wantedVolatile(long position) {
      wanted = position;
    }
  }

  /** The end of the chain; the ring's own, immutable fields follow it. */
  abstract static class Padded extends Waiting {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }
}
