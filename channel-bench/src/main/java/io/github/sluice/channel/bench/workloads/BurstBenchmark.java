// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One producer sends a few messages to a receiver that waits, as in JCTools' {@code
 * QueueBurstCost}:
 *
 * <pre>
 *   producer ──▶ 1 to 100 messages ──▶ channel ──▶ receiver
 *      ▲                                              │
 *      └╌╌╌╌╌╌╌╌╌╌╌╌╌╌ all received ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘
 * </pre>
 *
 * <p>The score is the time from the first send until the last message has been received, in
 * microseconds. The producer learns of that from a counter, at which it looks until then; it is the
 * thread of JMH, which so has to be of the kind that is measured: {@link #flag}. Before each burst
 * it pauses, outside the measured time, so that the receiver has begun to wait.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BurstBenchmark {
  /** Of the channel: no burst fills it. */
  public static final int CAPACITY = 1000;

  /** Longer than a receiver that parks at all looks for a message before it does. */
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private static final Integer[] MESSAGES = {1, 2, 3, 4};
  private static final Integer STOP = -1;

  /** A {@link Contender}'s label. */
  @Param("blocking")
  public String contender;

  /** How many messages are in a burst. */
  @Param({"1", "10", "100"})
  public int size;

  /** A {@link ThreadKind}'s label. */
  @Param("platform")
  public String threads;

  /** The sum of all messages; written by the receiver alone. */
  private final AtomicLong received = new AtomicLong();

  /** What it has to be. */
  private long sent;

  private Pipe pipe;
  private Pipe.Inlet inlet;
  private Thread receiver;

  /** Returns the flag of a JVM whose benchmarks are to run in threads of a kind. */
  public static String flag(ThreadKind threads) {
    return "-Djmh.executor=" + threads.name();
  }

  /** Starts the receiver, and warms up. */
  @Setup
  public void open() throws InterruptedException, IOException {
    pipe = Contender.of(contender).pipe(CAPACITY);
    inlet = pipe.inlet();
    receiver = ThreadKind.of(threads).start(() -> receive(pipe));
    WarmUp.run(
        new Repeated() {
          @Override
          public void before() {
            pause();
          }

          @Override
          public long run() throws InterruptedException {
            return burst();
          }
        },
        false);
  }

  /** Lets the receiver find nothing. */
  @Setup(Level.Invocation)
  public void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** Ends the receiver. */
  @TearDown
  public void close() throws InterruptedException {
    inlet.send(STOP);
    receiver.join();
    pipe.close();
  }

  /**
   * Sends a burst and waits until it has been received.
   *
   * @return the sum of all messages received so far
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long burst() throws InterruptedException {
    Pipe.Inlet inlet = this.inlet;
    long sum = sent;
    for (int i = 0; i < size; i++) {
      Integer message = MESSAGES[i & MESSAGES.length - 1];
      sum += message;
      inlet.send(message);
    }
    sent = sum;
    long got;
    while ((got = received.getAcquire()) < sum) { // pairs with the release in receive
      Thread.yield();
    }
    if (got != sum) {
      throw new IllegalStateException("received " + (got - sum) + " too much");
    }
    return got;
  }

  private void receive(Pipe pipe) {
    try {
      long sum = 0;
      Object message;
      while ((message = pipe.receive()) != STOP) {
        sum += (Integer) message;
        received.setRelease(sum); // pairs with the acquire in burst
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
