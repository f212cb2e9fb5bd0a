// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import org.jspecify.annotations.Nullable;

/** A ring of capacity 0: a send takes effect only while the receiver waits for its message. */
public final class RendezvousRing<T> extends MpscRing<T> {
  /*
   * There is one idea: a receiver that waits is capacity for one message. PARKED says that it does,
   * in the word on which senders claim, so nothing else has to be agreed on: a sender claims the
   * next position by the CAS that clears PARKED, and a receiver that gives up clears PARKED by a CAS
   * as well, which fails if a message has been handed over. One slot is enough, because PARKED is
   * set only while the ring is empty (I4).
   *
   * So a registration has an effect here, and must not be left behind: forgetSignal ends it.
   *
   * D2, with PARKED in place of the head: the combiner writes `notifyAt`, then reads the tail once
   * more; the receiver sets PARKED, then reads `notifyAt`. If a sender waits, the receiver takes
   * PARKED back, and has the combiner grant that sender (ChannelCore.handOver).
   *
   * The handoff to a waiting consumer that makes a producer's wait end is that of the synchronous
   * queues by Scherer, Lea and Scott (CACM 2009), for one consumer.
   */

  /** Half of all positions ahead: as no head comes there, only PARKED makes anything fit. */
  private static final long NEVER = Long.MIN_VALUE >>> 1;

  /**
   * For a registration by which a sender that waits is granted, and which need not be signalled.
   */
  public static final ReceiverSignal NO_SIGNAL =
      new ReceiverSignal() {
        @Override
        public @Nullable Notification signal() {
          return null;
        }
      };

  public RendezvousRing() {
    this(0);
  }

  RendezvousRing(long start) {
    super(0, 1, start);
  }

  @Override
  public boolean fits(long tail, int needed) {
    return needed == 1 && TailWord.isParked(tail);
  }

  @Override
  public long positionToFit(long tail, int needed) {
    return TailWord.position(tail) + NEVER;
  }

  /** As in the superclass; also false if a sender waits, which is to be granted first. */
  @Override
  public boolean register(ReceiverSignal signal) {
    if (!super.register(signal)) {
      return false;
    }
    if (hasWaiters()) {
      forgetSignal();
      return false;
    }
    return true;
  }

  /** As {@link #register}, also if a sender waits: the caller then has the combiner grant it. */
  public boolean registerBesideWaiters(ReceiverSignal signal) {
    return super.register(signal);
  }

  @Override
  public void forgetSignal() {
    unregister();
    super.forgetSignal();
  }

  /** Returns 1 while the receiver waits, else 0: how many messages could be sent. */
  @Override
  public int remainingCapacity() {
    return TailWord.isParked(tailVolatile()) ? 1 : 0;
  }
}
