// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import org.jspecify.annotations.Nullable;

/**
 * The fields of the lease, on cache lines of their own. A receiver that waits writes them, and the
 * object before the lease is the core, which senders read (record 17).
 */
@SuppressWarnings("unused") // the padding
final class LeaseFields {
  private LeaseFields() {}

  private abstract static class Pad0 {
    private int gap; // into which the virtual machine would move a field that follows
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }

  abstract static class Words extends Pad0 {
    volatile @Nullable Object holder;
    volatile boolean cancelled;
  }

  abstract static class Padded extends Words {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
  }
}
