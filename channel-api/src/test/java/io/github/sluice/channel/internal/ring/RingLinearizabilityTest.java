// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Linearizability;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ring is linearizable, by model checking, also where its positions wrap around. */
@Tag("lincheck")
class RingLinearizabilityTest {
  /** A ring. */
  public static final class Ring {
    private final MpscRing<Integer> ring = new MpscRing<>(Linearizability.CAPACITY, (1L << 39) - 2);

    /** Used by Lincheck. */
    public Ring() {}

    private static SendResult result(long tail) {
      if (TailWord.admitsSenders(tail)) {
        return SendResult.SENT;
      }
      return TailWord.isClosed(tail) ? SendResult.CLOSED : SendResult.FULL;
    }

    /** Sends. */
    @Operation
    public SendResult offer(int message) {
      return result(ring.offer(message));
    }

    /** Sends two messages together. */
    @Operation
    public SendResult offerAll(int message) {
      return result(ring.offerAll(new Integer[] {message, message + 1}));
    }

    /** Reserves a permit. */
    @Operation
    public SendResult tryReserve() {
      return result(ring.tryReserve(1));
    }

    /** Receives. */
    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer poll() {
      return RingProbe.poll(ring, FOREVER);
    }

    /** Receives as a batch of one does. */
    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer remove() {
      Integer message = ring.peek(FOREVER);
      if (message != null) {
        ring.remove(false);
        ring.publishHead();
      }
      return message;
    }

    /** Closes the ring. */
    @Operation
    public boolean close() {
      return !TailWord.isClosed(ring.close(TailWord.CLOSED));
    }

    /** Returns whether nothing can come any more. */
    @Operation
    public boolean isTerminated() {
      return ring.isTerminated();
    }

    /** Counts the messages. */
    @Operation
    public int size() {
      return ring.size();
    }

    /** Counts what could be sent. */
    @Operation
    public int remainingCapacity() {
      return ring.remainingCapacity();
    }
  }

  /** The sequential model. */
  public static final class Model {
    private final Queue<Integer> messages = new ArrayDeque<>();
    private int permits;
    private boolean closed;

    /** Used by Lincheck. */
    public Model() {}

    /** Sends. */
    public SendResult offer(int message) {
      SendResult result = capacity(1);
      if (result == SendResult.SENT) {
        messages.add(message);
      }
      return result;
    }

    /** Sends two messages together. */
    public SendResult offerAll(int message) {
      SendResult result = capacity(2);
      if (result == SendResult.SENT) {
        messages.add(message);
        messages.add(message + 1);
      }
      return result;
    }

    /** Reserves a permit. */
    public SendResult tryReserve() {
      SendResult result = capacity(1);
      permits += result == SendResult.SENT ? 1 : 0;
      return result;
    }

    private SendResult capacity(int needed) {
      if (closed) {
        return SendResult.CLOSED;
      }
      return remainingCapacity() >= needed ? SendResult.SENT : SendResult.FULL;
    }

    /** Receives. */
    public @Nullable Integer poll() {
      return messages.poll();
    }

    /** Receives as a batch of one does. */
    public @Nullable Integer remove() {
      return messages.poll();
    }

    /** Closes the ring. */
    public boolean close() {
      boolean first = !closed;
      closed = true;
      return first;
    }

    /** Returns whether nothing can come any more. */
    public boolean isTerminated() {
      return closed && messages.isEmpty() && permits == 0;
    }

    /** Counts the messages. */
    public int size() {
      return messages.size();
    }

    /** Counts what could be sent. */
    public int remainingCapacity() {
      return Linearizability.CAPACITY - messages.size() - permits;
    }
  }

  @Test
  void o2_c5_c7_theRingIsLinearizable() {
    Linearizability.check(Ring.class, Model.class);
  }

  // ---- a cancelled ring

  /** A cancelled ring of three messages, which the receiver and the canceller take. */
  public static final class Cancelled {
    private final MpscRing<Integer> ring = new MpscRing<>(3, (1L << 39) - 2);

    /** Used by Lincheck. */
    public Cancelled() {
      for (int i = 0; i < 3; i++) {
        ring.offer(i);
      }
      ring.close(TailWord.CANCELLED);
    }

    /** Receives; null if there is nothing, or another thread has taken the message. */
    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer poll() {
      Integer message = RingProbe.poll(ring, FOREVER);
      return message == null ? RingProbe.poll(ring, FOREVER) : message;
    }

    /** Takes a message that is not received. */
    @Operation(nonParallelGroup = "canceller")
    public @Nullable Integer pollCancelled() {
      return ring.pollCancelled();
    }
  }

  /** The sequential model. */
  public static final class CancelledModel {
    private int next;

    /** Used by Lincheck. */
    public CancelledModel() {}

    /** Receives. */
    public @Nullable Integer poll() {
      return next < 3 ? next++ : null;
    }

    /** Takes a message that is not received. */
    public @Nullable Integer pollCancelled() {
      return poll();
    }
  }

  @Test
  void s1_s2_x10_ofACancelledRingEachMessageIsTakenOnce() {
    new ModelCheckingOptions()
        .iterations(3)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(2)
        .loopIterationsBeforeThreadSwitch(100)
        .loopBound(1000)
        .sequentialSpecification(CancelledModel.class)
        .check(Cancelled.class);
  }
}
