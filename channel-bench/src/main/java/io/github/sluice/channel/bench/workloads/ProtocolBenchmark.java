// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Link;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.IterationParams;

/**
 * The published protocol: one thread sends 1000 messages through a channel of capacity 1000, and
 * then receives them. The score is the time of both together, in microseconds.
 *
 * <p>Each JVM that JMH forks runs one contender and one payload mode, so the calls below have one
 * target each and are inlined. It measures some sizes one after the other: the code is the same for
 * all of them, and is compiled once. The time is of one size for some iterations, then of the next.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProtocolBenchmark {
  public static final int MESSAGES = 1000;

  /** A {@link Contender}'s label. */
  @Param({"blocking", "futures", "wakers"})
  public String contender;

  /** Bytes in a message: some sizes, with spaces between them. */
  @Param("8")
  public String sizes;

  /** A {@link PayloadMode}, in lower case. */
  @Param("copied")
  public String mode;

  private Link link;
  private Payload payload;

  /** How many iterations have begun. */
  private int iteration;

  /** Creates the channel, once for a JVM. */
  @Setup
  public void open() {
    link = Contender.of(contender).open(MESSAGES);
  }

  /** Takes the next size, if all iterations of the last one are over, and warms it up. */
  @Setup(Level.Iteration)
  public void next(IterationParams iterations) throws InterruptedException, IOException {
    String[] all = sizes.split(" ");
    int each = iterations.getCount() / all.length;
    if (iteration % each == 0) {
      requireWhole();
      payload = payload(Integer.parseInt(all[iteration / each]));
      WarmUp.run(this::sendAllThenReceiveAll, iteration > 0);
      LinearSampling.run(this::sendAllThenReceiveAll);
    }
    iteration++;
  }

  /** Makes sure that the payload has moved whole messages. */
  @TearDown
  public void requireWhole() {
    if (payload != null) {
      payload.requireWhole();
    }
  }

  /** Closes the channel. */
  @TearDown
  public void close() {
    link.close();
  }

  private Payload payload(int size) {
    return PayloadMode.valueOf(mode.toUpperCase(Locale.ROOT)).payload(size, MESSAGES);
  }

  /**
   * Sends everything and then receives everything.
   *
   * @return a checksum over all messages received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long sendAllThenReceiveAll() throws InterruptedException {
    Link link = this.link;
    Payload payload = this.payload;
    for (int i = 0; i < MESSAGES; i++) {
      link.send(payload.next());
    }
    for (int i = 0; i < MESSAGES; i++) {
      payload.accept(link.receive());
    }
    return payload.finish();
  }
}
