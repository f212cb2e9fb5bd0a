// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;
import java.util.List;
import java.util.Map;

/** Results, made up. */
public final class SampleResults {
  private SampleResults() {}

  /** Returns a figure of one round. */
  public static Measured measured(Contender contender, Row row, double... samples) {
    return new Measured(contender, row, new double[][] {samples}, null, null);
  }

  /** Returns a figure of several rounds. */
  public static Measured rounds(Contender contender, Row row, double[]... samples) {
    return new Measured(contender, row, samples, null, null);
  }

  /** Returns results of these figures, complete. */
  public static Results of(List<Measured> figures) {
    return of(figures, figures.size());
  }

  /** Returns results of these figures, of which there should have been so many. */
  public static Results of(List<Measured> figures, int planned) {
    Machine machine = new Machine("Some CPU @ 2 GHz", 1, 2, 1L << 34, "GNU/Linux", "amd64");
    Jdk jdk = new Jdk("VM", "17", "vendor", "G1", List.of("-Xms1g", "-Xmx1g"));
    return of(figures, planned, machine, jdk);
  }

  /** Returns the same of another machine or JVM. */
  public static Results of(List<Measured> figures, int planned, Machine machine, Jdk jdk) {
    return new Results(
        "1.0",
        "abcdef1234",
        "2025-01-31T12:30",
        90_000,
        "quick",
        "2 rounds of a new JVM",
        machine,
        jdk,
        planned,
        figures.size(),
        List.of("jox is skipped: it needs JDK 21"),
        Map.of("jctools", "1.2.3"),
        new Setup(
            Map.of("jctools", "Thread.yield: it cannot wait"),
            Map.of("protocol 8 B, jctools", "java -cp benchmarks.jar org.openjdk.jmh.Main"),
            List.of("there are 2 processors")),
        figures);
  }
}
