// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.ring.TailWord.*;

import io.github.sluice.channel.internal.base.StackReserve;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** A ring whose capacity is a weight, of which each message takes a part. */
public final class WeightedRing<T> extends MpscRing<T> {
  /*
   * A message of weight w takes one position and w - 1 permits, in the one CAS of its send; the
   * thread that removes it returns the permits. So all weights are in the tail already, a message
   * waits for capacity as a request for permits does, and there is a slot for each unit, because no
   * message weighs less than one. Users have no permits here.
   *
   * How many permits belong to a message is kept beside its slot: the weight of an object may
   * change. It is written before the slot, whose release write publishes it, and read before the
   * head is advanced.
   */

  /** The greatest weight: as each message takes a position, there are fewer permits than this. */
  public static final int MAX_WEIGHT = MAX_PERMITS + 1;

  private final ToIntFunction<? super T> weigher;
  private final int[] permitsOfSlot;

  /**
   * Creates an empty ring.
   *
   * @param weigher returns weights of at least 1, as one that is {@link #checked}
   */
  public WeightedRing(int weight, ToIntFunction<? super T> weigher) {
    super(required(weight));
    this.weigher = weigher;
    permitsOfSlot = new int[slots.length];
  }

  private static int required(int weight) {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "a capacity by weight must be from 1 to "
              + MAX_WEIGHT
              + ", not "
              + weight
              + (weight < 1 ? "" : "; weigh in a larger unit, such as KiB"));
    }
    return weight;
  }

  /**
   * Returns a user's weigher that throws IllegalArgumentException if it returns less than 1.
   *
   * @param channel returns the name of the channel
   */
  public static <T> ToIntFunction<T> checked(
      ToIntFunction<? super T> weigher, Supplier<String> channel) {
    return message -> {
      int weight = weigher.applyAsInt(message);
      if (weight < 1) {
        throw new IllegalArgumentException(
            "cannot send to channel "
                + channel.get()
                + ": its weigher returned "
                + weight
                + ", and a message weighs at least 1. Count as 1 what weighs nothing");
      }
      return weight;
    };
  }

  // ---- senders

  /** A message heavier than the capacity takes all of it; so it is sent when the ring is empty. */
  @Override
  public int permitsBeside(T message) {
    return Math.min(weigher.applyAsInt(message), capacity()) - 1;
  }

  @Override
  public long offer(T message) {
    int permits = permitsBeside(message);
    StackReserve.require(); // until the receiver has been notified
    long tail = claimAtTail(1, permits); // the tail holds the permits: see MAX_WEIGHT
    if (TailWord.admitsSenders(tail)) {
      publish(tail, message, permits);
    }
    return tail;
  }

  @Override
  public void publish(long claimed, T message, int permits) {
    permitsOfSlot[slot(claimed)] = permits; // plain: published by the slot
    publish(claimed, message);
  }

  // ---- receiver

  @Override
  public boolean tryRemove(T message, long head) {
    StackReserve.require(); // from the head to the permits
    int permits = permitsAt(head);
    boolean isRemoved = super.tryRemove(message, head);
    if (isRemoved) {
      release(permits);
    }
    return isRemoved;
  }

  @Override
  public void remove(boolean last) {
    int permits = permitsAt(ownHead());
    super.remove(last);
    release(permits);
  }

  @Override
  int permitsAt(long position) {
    return permitsOfSlot[slot(position)];
  }

  private void release(int permits) {
    if (permits > 0) {
      releasePermits(permits); // the receiver is here, so its end need not be signalled
    }
  }

  /** Every message may have returned permits, whatever the position. */
  @Override
  public boolean isGrantDue() {
    return hasWaiters();
  }

  /** Returns 0: the permits are those of messages. */
  @Override
  public int outstandingPermits() {
    return 0;
  }
}
