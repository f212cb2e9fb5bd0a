// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Link;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The published protocol: one thread sends 1000 messages through a channel of capacity 1000, and
 * then receives them. The score is the time of both together, in microseconds.
 *
 * <p>Each JVM that JMH forks runs one contender and one payload, so the calls below have one target
 * each and are inlined.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProtocolBenchmark {
  public static final int MESSAGES = 1000;

  /** A {@link Contender}'s label. */
  @Param({"blocking", "futures", "wakers"})
  public String contender;

  /** Bytes in a message. */
  @Param({"8", "64", "256", "512", "1024", "4096", "16384", "32768"})
  public int size;

  /** A {@link PayloadMode}, in lower case. */
  @Param("copied")
  public String mode;

  private Link link;
  private Payload payload;

  /** Makes the channel and the payload, once for a JVM. */
  @Setup
  public void open() {
    link = Contender.of(contender).open(MESSAGES);
    payload = PayloadMode.valueOf(mode.toUpperCase(Locale.ROOT)).payload(size, MESSAGES);
  }

  /**
   * Sends everything and then receives everything.
   *
   * @return a checksum over all messages received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
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
