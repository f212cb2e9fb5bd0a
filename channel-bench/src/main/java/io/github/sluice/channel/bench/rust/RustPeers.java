// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * The Rust peers: one program, built when it is first asked for, that is run for every figure and
 * prints what it has measured as JSON.
 */
public final class RustPeers {
  /** The sizes of the protocol's messages, which are compiled into the program. */
  public static final List<Integer> SIZES = Published.sizes();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Repetitions are not cut short, so the program may take longer than its options say. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final RustBuild build;
  private final Duration grace;
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /** Null until it is built, and if it cannot be. */
  private RustBuild.Program program;

  /** Null until it is known. */
  private Optional<String> missing;

  private GlibcTuning tuning = new GlibcTuning(Map.of(), "not tuned");

  /** What the program prints, but for what it does not always print. */
  @JsonIgnoreProperties("latencies")
  private record Output(
      String peer, String version, String workload, String unit, double[] scores) {}

  /**
   * What a run has measured.
   *
   * @param scores one for each iteration
   * @param latencies one for each iteration, if single operations were timed
   */
  public record Figures(double[] scores, List<Histogram> latencies) {}

  /** Builds in that directory, with whatever is installed. */
  public RustPeers(Path directory) {
    this(new RustBuild(directory, "cargo", RustBuild.DEBIAN_CRATES, true, System.err));
  }

  public RustPeers(RustBuild build) {
    this(build, GRACE);
  }

  /**
   * The same with a shorter grace.
   *
   * @param grace how long the program may take beside twice the time in its options
   */
  public RustPeers(RustBuild build, Duration grace) {
    this.build = build;
    this.grace = grace;
  }

  /**
   * Makes sure that the program can measure all rows.
   *
   * @throws IllegalArgumentException if not, with a message for the user
   */
  public static void requirePossible(List<Row> rows) {
    for (Row row : rows) {
      if (row.workload() == Workload.PROTOCOL && !SIZES.contains(row.size())) {
        throw new IllegalArgumentException(
            "--sizes: " + row.size() + " is none of those that the Rust peers have: " + SIZES);
      }
    }
  }

  /** Builds the program, the first time; says in one line why it cannot be run here, if so. */
  public synchronized Optional<String> missing() {
    if (missing == null) {
      try {
        program = build.build();
        missing = Optional.empty();
      } catch (IOException e) {
        missing = Optional.of(e.getMessage());
      }
    }
    return missing;
  }

  /** Says in one line why a peer cannot be run here, if so. */
  public Optional<String> missing(Contender contender) {
    Optional<String> all = missing();
    return all.isEmpty() && contender.needsRegistry() ? program.notNewest() : all;
  }

  /** Measures which setting of the C library is the best here, and uses it from then on. */
  public void tune() throws IOException {
    List<String> copy = List.of("array", "protocol", "--size", "32768");
    List<String> arguments = new ArrayList<>(copy);
    arguments.addAll(List.of("--warmup", "20", "--iterations", "1", "--time", "50"));
    tuning =
        GlibcTuning.choose(
            System.getenv(),
            GlibcTuning.isGlibc(),
            environment -> run(List.of(), arguments, environment).scores()[0]);
  }

  /** Says how the program is built and started. */
  public String setting() {
    return "release build, optimised as a whole; C library: " + tuning.text();
  }

  /** Returns the command that is run for such arguments. */
  public List<String> command(List<String> prefix, List<String> arguments) {
    List<String> words = new ArrayList<>();
    if (!tuning.environment().isEmpty()) {
      words.add("env");
      tuning.environment().forEach((name, value) -> words.add(name + "=" + value));
    }
    words.addAll(plain(prefix, arguments));
    return words;
  }

  private List<String> plain(List<String> prefix, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.add(program.path().toString());
    words.addAll(arguments);
    return words;
  }

  /** Returns a peer's version, once it has measured something. */
  public Optional<String> version(Contender contender) {
    return Optional.ofNullable(versions.get(contender.label()));
  }

  /**
   * Runs the program, and builds it before if need be.
   *
   * @param arguments its command line; one option is {@code --iterations}
   * @throws IOException if the program fails, with a message of one line for the user
   */
  public Figures run(List<String> arguments) throws IOException {
    return run(List.of(), arguments);
  }

  /**
   * The same by another program.
   *
   * @param prefix that program, with its options
   */
  public Figures run(List<String> prefix, List<String> arguments) throws IOException {
    return run(prefix, arguments, tuning.environment());
  }

  private Figures run(List<String> prefix, List<String> arguments, Map<String, String> environment)
      throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    ChildProcess ended =
        ChildProcess.run(
            plain(prefix, arguments), environment, program.path().getParent(), limit(arguments));
    if (ended.exitCode() != 0) {
      throw new IOException(
          ended.err().lines().findFirst().orElse("peers: exit code " + ended.exitCode()));
    }
    Output output;
    List<Histogram> latencies;
    try {
      output = JSON.readValue(ended.out(), Output.class);
      latencies = latencies(JSON.readTree(ended.out()));
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new IOException("peers: its output is not understood: " + reason, e);
    }
    requireScores(output.scores(), option(arguments, "--iterations"));
    versions.put(output.peer(), output.version());
    return new Figures(output.scores(), latencies);
  }

  /** Each is a list of values with their counts; a value stands for those that are as long. */
  private static List<Histogram> latencies(JsonNode output) throws JsonProcessingException {
    JsonNode latencies = output.get("latencies");
    if (latencies == null) {
      return List.of();
    }
    List<Histogram> histograms = new ArrayList<>();
    for (long[][] counts : JSON.treeToValue(latencies, long[][][].class)) {
      Histogram histogram = Latencies.newHistogram();
      for (long[] count : counts) {
        histogram.recordValueWithCount(count[0], count[1]);
      }
      histograms.add(histogram);
    }
    return histograms;
  }

  private static void requireScores(double[] scores, long count) throws IOException {
    if (scores.length != count
        || !Arrays.stream(scores).allMatch(score -> score > 0 && score < Double.MAX_VALUE)) {
      throw new IOException(
          "peers: instead of " + count + " scores there came " + Arrays.toString(scores));
    }
  }

  /** After which the program is killed. */
  private Duration limit(List<String> arguments) {
    long millis =
        option(arguments, "--warmup")
            + option(arguments, "--iterations") * option(arguments, "--time");
    return grace.plusMillis(2 * millis);
  }

  private static long option(List<String> arguments, String name) {
    return Long.parseLong(arguments.get(arguments.indexOf(name) + 1));
  }
}
