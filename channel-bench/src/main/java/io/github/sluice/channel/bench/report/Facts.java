// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
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
      facts.put("payload", results.payload() + ": " + results.payload().description());
      facts.put(
          "protocol",
          "one thread sends all messages and then receives them all; there is room for all, so no"
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
              + " processes have measured: stopped, or failed, or out of the preset's time");
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
}
