// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/**
 * Makes a stack overflow come before a critical region and not inside it.
 *
 * <p>The virtual machine throws StackOverflowError when a method is entered for which there is too
 * little stack. Inside the JDK a region can be protected by {@code @ReservedStackAccess} (JEP 270),
 * which is not available to libraries. So a region that must be left in good order is entered only
 * after a call that needs more stack than the region does: it fails while nothing has happened yet.
 *
 * <p>Interpreted frames are the large ones: some 100 bytes and 8 for each local variable. Compiled
 * frames need 32 bytes and more, for the region as for the calls made here.
 */
public final class StackReserve {
  private static final int CALLS = 12;

  private StackReserve() {}

  /** Throws StackOverflowError if a few nested calls might. */
  public static void require() {
    call(CALLS);
  }

  @SuppressWarnings({"unused", "UnusedVariable"}) // the locals make the frame as large as it is
  private static int call(int more) {
    long l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, l13, l14, l15, l16;
    long m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16;
    return more == 0 ? 0 : 1 + call(more - 1);
  }
}
