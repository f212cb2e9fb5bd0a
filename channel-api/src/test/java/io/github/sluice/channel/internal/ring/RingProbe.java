// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import org.jspecify.annotations.Nullable;

/** What a ring keeps to itself, for tests of other packages. */
public final class RingProbe {
  private RingProbe() {}

  /** Takes the oldest message as a receive does: {@code peek}, then {@code tryRemove}. */
  public static <T> @Nullable T poll(MpscRing<T> ring, int steps) {
    T message = ring.peek(steps);
    return message != null && ring.tryRemove(message, ring.receivePosition()) ? message : null;
  }

  /** Returns the bits of the gate. */
  public static long gate(MpscRing<?> ring) {
    return TailWord.gate(ring.tailVolatile());
  }

  public static boolean isGateOpen(MpscRing<?> ring) {
    return gate(ring) == TailWord.GATE_OPEN;
  }

  public static long fifoWaiters(MpscRing<?> ring) {
    return ring.fifoWaitersVolatile();
  }

  /** Returns the notification threshold. */
  public static long notifyAt(MpscRing<?> ring) {
    return ring.notifyAtVolatile();
  }
}
