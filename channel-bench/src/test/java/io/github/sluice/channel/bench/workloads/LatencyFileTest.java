// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LatencyFileTest {
  @TempDir Path directory;

  /** Gives this JVM the flag. */
  private Path file() {
    Path file = directory.resolve("latencies");
    String[] property = LatencyFile.flag(file).substring("-D".length()).split("=", 2);
    System.setProperty(property[0], property[1]);
    return file;
  }

  @AfterEach
  void clear() {
    System.clearProperty(LatencyFile.flag(directory).substring("-D".length()).split("=", 2)[0]);
  }

  @Test
  void everyRoundTripThatWasNotForWarmingUpIsWritten() throws Exception {
    for (String threads : new String[] {"platform", "1-worker"}) {
      LatencyBenchmark benchmark = new LatencyBenchmark();
      benchmark.contender = threads.equals("platform") ? "blocking" : "wakers";
      benchmark.threads = threads;
      benchmark.open();
      benchmark.timedRoundTrips();
      benchmark.forgetWarmUp();
      benchmark.timedRoundTrips();
      benchmark.timedRoundTrips();
      benchmark.close();
      Path file = file();
      benchmark.write();
      List<Histogram> histograms = LatencyFile.read(file);
      assertEquals(1, histograms.size());
      Histogram histogram = histograms.get(0);
      assertEquals(2 * LatencyBenchmark.ROUND_TRIPS, histogram.getTotalCount());
      assertTrue(histogram.getMinValue() > 0);
      assertTrue(histogram.getMaxValue() < 60_000_000_000L);
    }
  }

  @Test
  void everyIterationAtARateIsWrittenWithoutTheWarmUp() throws Exception {
    RateBenchmark benchmark = new RateBenchmark();
    benchmark.contender = "wakers";
    benchmark.threads = "1-worker";
    benchmark.open();
    for (int rate : new int[] {1000, 4000, 2000}) {
      benchmark.rate = rate;
      benchmark.startReceiver();
      benchmark.paced();
      if (rate == 1000) {
        benchmark.forgetWarmUp();
      } else {
        benchmark.endIteration();
      }
    }
    benchmark.close();
    Path file = file();
    benchmark.write();
    assertEquals(
        List.of(2000L, 1000L),
        LatencyFile.read(file).stream().map(Histogram::getTotalCount).toList());
  }

  @Test
  void withoutAFileNothingIsWritten() throws IOException {
    LatencyFile.write(List.of(new Histogram(2)));
    assertThrows(IOException.class, () -> LatencyFile.read(directory.resolve("latencies")));
  }

  @Test
  void whatIsNoHistogramIsRefused() throws IOException {
    Path file = directory.resolve("file");
    for (String text : new String[] {"", "no", "no histogram at all"}) {
      Files.writeString(file, text);
      assertThrows(IOException.class, () -> LatencyFile.read(file), text);
    }
  }
}
