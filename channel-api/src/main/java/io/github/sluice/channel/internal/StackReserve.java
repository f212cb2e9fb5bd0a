// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/**
 * Makes a stack overflow come before a critical region and not inside it.
 *
 * <p>The virtual machine throws StackOverflowError when a method is entered for which there is too
 * little stack. Inside the JDK a region can be protected by {@code @ReservedStackAccess} (JEP 270),
 * which is not available to libraries. So a region that must be left in good order is entered only
 * after calls that need more stack than the region does: they fail while nothing has happened yet.
 *
 * <p>The calls need that much stack also when they are compiled. On one path so many values are
 * live at once that they are kept on the stack: the reads of a volatile field cannot be postponed,
 * and the first one is used last. Each frame has the size that this takes, whichever path is run;
 * so that path is run seldom, but often enough not to be left out by the compiler. A method of this
 * size is not inlined into itself.
 */
public final class StackReserve {
  private static final int CALLS = 8;

  /** One call in so many, a power of two, takes the long path. */
  private static final int SELDOM = 64;

  private static volatile long zero;

  private StackReserve() {}

  /** Throws StackOverflowError if a few nested calls might. */
  public static void require() {
    call(CALLS, 0);
  }

  /**
   * As {@link #require()}, but costs less.
   *
   * @param number a number of which some bits change from call to call, such as a position
   */
  static void require(long number) {
    call(CALLS, (number ^ (number >>> TailWord.POSITION_SHIFT)) & (SELDOM - 1));
  }

  private static long call(int more, long skips) {
    if (more > 0) {
      return call(more - 1, skips);
    }
    if (skips > 0) {
      return 0;
    }
    long a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero, a6 = zero, a7 = zero;
    long b0 = zero, b1 = zero, b2 = zero, b3 = zero, b4 = zero, b5 = zero, b6 = zero, b7 = zero;
    long c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
    long d0 = zero, d1 = zero, d2 = zero, d3 = zero, d4 = zero, d5 = zero, d6 = zero, d7 = zero;
    long e0 = zero, e1 = zero, e2 = zero, e3 = zero, e4 = zero, e5 = zero, e6 = zero, e7 = zero;
    long f0 = zero, f1 = zero, f2 = zero, f3 = zero, f4 = zero, f5 = zero, f6 = zero, f7 = zero;
    long g0 = zero, g1 = zero, g2 = zero, g3 = zero, g4 = zero, g5 = zero, g6 = zero, g7 = zero;
    long h0 = zero, h1 = zero, h2 = zero, h3 = zero, h4 = zero, h5 = zero, h6 = zero, h7 = zero;
    long i0 = zero, i1 = zero, i2 = zero, i3 = zero, i4 = zero, i5 = zero, i6 = zero, i7 = zero;
    long j0 = zero, j1 = zero, j2 = zero, j3 = zero, j4 = zero, j5 = zero, j6 = zero, j7 = zero;
    long k0 = zero, k1 = zero, k2 = zero, k3 = zero, k4 = zero, k5 = zero, k6 = zero, k7 = zero;
    long l0 = zero, l1 = zero, l2 = zero, l3 = zero, l4 = zero, l5 = zero, l6 = zero, l7 = zero;
    long m0 = zero, m1 = zero, m2 = zero, m3 = zero, m4 = zero, m5 = zero, m6 = zero, m7 = zero;
    long n0 = zero, n1 = zero, n2 = zero, n3 = zero, n4 = zero, n5 = zero, n6 = zero, n7 = zero;
    long o0 = zero, o1 = zero, o2 = zero, o3 = zero, o4 = zero, o5 = zero, o6 = zero, o7 = zero;
    return o7 + o6 + o5 + o4 + o3 + o2 + o1 + o0 + n7 + n6 + n5 + n4 + n3 + n2 + n1 + n0 + m7 + m6
        + m5 + m4 + m3 + m2 + m1 + m0 + l7 + l6 + l5 + l4 + l3 + l2 + l1 + l0 + k7 + k6 + k5 + k4
        + k3 + k2 + k1 + k0 + j7 + j6 + j5 + j4 + j3 + j2 + j1 + j0 + i7 + i6 + i5 + i4 + i3 + i2
        + i1 + i0 + h7 + h6 + h5 + h4 + h3 + h2 + h1 + h0 + g7 + g6 + g5 + g4 + g3 + g2 + g1 + g0
        + f7 + f6 + f5 + f4 + f3 + f2 + f1 + f0 + e7 + e6 + e5 + e4 + e3 + e2 + e1 + e0 + d7 + d6
        + d5 + d4 + d3 + d2 + d1 + d0 + c7 + c6 + c5 + c4 + c3 + c2 + c1 + c0 + b7 + b6 + b5 + b4
        + b3 + b2 + b1 + b0 + a7 + a6 + a5 + a4 + a3 + a2 + a1 + a0;
  }
}
