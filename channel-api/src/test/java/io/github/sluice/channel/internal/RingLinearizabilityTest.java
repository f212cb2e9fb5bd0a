// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Linearizability;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ring is linearizable, by model checking, also where its positions begin anew. */
class RingLinearizabilityTest {
  /** A ring. */
  public static final class Ring {
    private final MpscRing<Integer> ring = new MpscRing<>(Linearizability.CAPACITY, (1L << 41) - 2);

    /** Used by Lincheck. */
    public Ring() {}

    /** Puts a message in. */
    @Operation
    public SendResult offer(int message) {
      return ring.offer(message);
    }

    /** Takes a message out. */
    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer poll() {
      return ring.poll();
    }

    /** Ends it. */
    @Operation
    public boolean close() {
      return ring.close(TailWord.CLOSED);
    }

    /** Tells whether nothing can come any more. */
    @Operation
    public boolean isTerminated() {
      return ring.isTerminated();
    }

    /** Counts the messages. */
    @Operation
    public int size() {
      return ring.size();
    }
  }

  /** What it must be like. */
  public static final class Model {
    private final Queue<Integer> messages = new ArrayDeque<>();
    private boolean closed;

    /** Used by Lincheck. */
    public Model() {}

    /** Puts a message in. */
    public SendResult offer(int message) {
      if (closed) {
        return SendResult.CLOSED;
      }
      return messages.size() < Linearizability.CAPACITY && messages.add(message)
          ? SendResult.SENT
          : SendResult.FULL;
    }

    /** Takes a message out. */
    public @Nullable Integer poll() {
      return messages.poll();
    }

    /** Ends it. */
    public boolean close() {
      boolean first = !closed;
      closed = true;
      return first;
    }

    /** Tells whether nothing can come any more. */
    public boolean isTerminated() {
      return closed && messages.isEmpty();
    }

    /** Counts the messages. */
    public int size() {
      return messages.size();
    }
  }

  @Test
  void o2_c7_theRingIsLinearizable() {
    Linearizability.check(Ring.class, Model.class);
  }
}
