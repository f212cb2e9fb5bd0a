// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Under which conditions results were measured, by name. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(Results results) {
    boolean protocol = !results.rows(Workload.PROTOCOL).isEmpty();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("machine", results.machine().toString());
    facts.put("JDK", results.jdk().toString());
    facts.put("collector", collector(results));
    facts.put("flags", String.join(" ", results.jdk().flags()));
    facts.put("date", results.date() + ", " + Figures.duration(results.millis()));
    if (!results.commit().isEmpty()) {
      facts.put("commit", results.commit());
    }
    facts.put("preset", results.preset() + ": " + results.schedule());
    if (protocol) {
      facts.put("payload", payloads(results));
      facts.put(
          "floor",
          "the same messages through a plain array, by one thread; the tax above the floor is the"
              + " ratio of what two channels add to it");
      facts.put(
          "protocol",
          "one thread sends all messages and then receives them all; there is capacity for all, so no"
              + " sender ever waits");
    }
    if (!results.versions().isEmpty()) {
      facts.put(
          "peers",
          results.versions().entrySet().stream()
              .map(peer -> peer.getKey() + " " + peer.getValue())
              .collect(Collectors.joining(", ")));
    }
    if (protocol && results.figures().stream().anyMatch(figure -> figure.contender().isRust())) {
      facts.put(
          "payload in Rust",
          "each message is a [u8; N] that is moved by value, whatever the payload is in Java");
    }
    facts.put(
        "figures",
        "the median of the processes, with its 95 % interval from five processes on; with fewer, or"
            + " if the interval is wider than a factor of 2, every process");
    facts.put("steady", steady(results));
    if (results.preset().equals("smoke")) {
      facts.put("note", "smoke shows that all works; it is too short to rely on");
    }
    if (results.measured() < results.planned()) {
      facts.put(
          "incomplete",
          "only "
              + results.measured()
              + " of "
              + results.planned()
              + " measurements were made: stopped, or failed, or out of the preset's time");
    }
    return facts;
  }

  private static String collector(Results results) {
    String name = results.jdk().collector();
    boolean isNamed = results.jdk().flags().contains("-XX:+Use" + name + "GC");
    boolean onOneCore =
        results.figures().stream()
            .anyMatch(figure -> figure.row().conditions() == Conditions.ONE_CORE);
    return isNamed
        ? name
        : name + ", the JVM's choice" + (onOneCore ? "; on one core it chooses anew" : "");
  }

  private static String payloads(Results results) {
    return results.rows(Workload.PROTOCOL).stream()
        .map(Row::payload)
        .distinct()
        .map(payload -> payload + ": " + payload.description())
        .collect(Collectors.joining("; "));
  }

  private static String steady(Results results) {
    String rule =
        "the later half of a warm-up, in ten blocks, varies by less than 2 %, or is noisy: varies"
            + " by less than 25 % and has no trend";
    if (!results.rows(Workload.RATE).isEmpty()) {
      rule += "; at a rate, which fixes the time, a warm-up of two seconds";
    }
    Map<Contender, Long> noisy =
        results.figures().stream()
            .filter(figure -> figure.warmUps().stream().anyMatch(WarmUp.Outcome::isNoisy))
            .collect(
                Collectors.groupingBy(
                    Measured::contender,
                    () -> new TreeMap<>(Contender.ORDER),
                    Collectors.counting()));
    if (!noisy.isEmpty()) {
      rule +=
          "; rows in which a contender was noisy: "
              + noisy.entrySet().stream()
                  .map(one -> one.getKey() + " " + one.getValue())
                  .collect(Collectors.joining(", "));
    }
    return results.figures().stream().allMatch(Measured::isSteady)
        ? rule + "; true of every process"
        : rule + "; where it was not so in some process, ~ stands behind the time";
  }
}
