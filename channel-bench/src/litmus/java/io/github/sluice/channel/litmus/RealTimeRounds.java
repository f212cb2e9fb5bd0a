// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.SpinWait;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * RT1 and RT2 in many more rounds than jcstress makes, because two threads use one channel again
 * and again: an operation that was over before another began has its effect on that.
 *
 * <p>The program ends with 1 if an effect was missed in a channel, or if none was missed in the
 * channel that lacks the fence.
 */
public final class RealTimeRounds {
  private final Subject channel;
  private final int rounds;

  /** The last round whose second operation has begun. */
  private volatile int begun;

  private final AtomicInteger firstAt = new AtomicInteger();
  private final AtomicInteger secondAt = new AtomicInteger();

  // Both are written by the first thread, and read by the second after `firstAt`.
  private boolean wasInOrder; // whether the first operation was over before the second began
  private int inOrder; // how often it was

  private RealTimeRounds(Subject channel, int rounds) {
    this.channel = channel;
    this.rounds = rounds;
  }

  /** Runs the rounds whose number is the first argument. */
  public static void main(String[] args) {
    int rounds = args.length == 1 ? Integer.parseInt(args[0]) : 100_000_000;
    boolean isGood = run("blocking", BlockingSubject::new, rounds) == 0;
    isGood &= run("async", AsyncSubject::new, rounds) == 0;
    isGood &= run("weakened", UnfencedSubject::new, rounds) > 0;
    System.exit(isGood ? 0 : 1);
  }

  private static int run(String name, IntFunction<Subject> subject, int rounds) {
    int missed = new RealTimeRounds(subject.apply(1), rounds).receives(name);
    return missed + new RealTimeRounds(subject.apply(1), rounds).sends(name);
  }

  /** FULL after the receive was over. */
  private int receives(String name) {
    channel.trySend(0);
    return race(
        name + ", FULL after the receive was over",
        () -> channel.tryReceive() != null,
        () -> channel.trySend(1) == SendResult.SENT);
  }

  /** Null after the send was over. */
  private int sends(String name) {
    return race(
        name + ", null after the send was over",
        () -> channel.trySend(1) == SendResult.SENT,
        () -> channel.tryReceive() != null);
  }

  /** Races two operations, of which the second is repeated until it succeeds. */
  private int race(String what, BooleanSupplier first, BooleanSupplier second) {
    ForkJoinTask<?> runsFirst = ForkJoinPool.commonPool().submit(() -> runFirst(first));
    int missed = runSecond(second);
    runsFirst.join();
    System.out.printf("%s: %,d of %,d rounds, %,d in order%n", what, missed, rounds, inOrder);
    return missed;
  }

  private void runFirst(BooleanSupplier operation) {
    SplittableRandom random = new SplittableRandom();
    for (int i = 1; i <= rounds; i++) {
      meet(i, firstAt, secondAt, random.nextInt(8));
      if (!operation.getAsBoolean()) {
        System.out.printf("the first operation of round %,d was in vain%n", i);
        System.exit(1); // the second operation would never succeed
      }
      wasInOrder = begun < i;
      inOrder += wasInOrder ? 1 : 0;
    }
    firstAt.set(rounds + 1); // for the other thread in its last round
  }

  private int runSecond(BooleanSupplier operation) {
    SplittableRandom random = new SplittableRandom();
    int missed = 0;
    for (int i = 1; i <= rounds; i++) {
      meet(i, secondAt, firstAt, random.nextInt(16));
      begun = i;
      if (!operation.getAsBoolean()) {
        while (!operation.getAsBoolean()) {
          Thread.onSpinWait();
        }
        awaitRound(i + 1, firstAt); // where it waits for this thread
        missed += wasInOrder ? 1 : 0;
      }
    }
    return missed;
  }

  private void meet(int round, AtomicInteger own, AtomicInteger other, int spins) {
    own.set(round);
    awaitRound(round, other);
    for (int i = spins; i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  private static void awaitRound(int round, AtomicInteger other) {
    for (int step = 0; other.get() < round; step++) {
      SpinWait.pause(step);
    }
  }
}
