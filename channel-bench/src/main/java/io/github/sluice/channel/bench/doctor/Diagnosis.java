// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found on a machine.
 *
 * @param warnings what makes figures unreliable
 * @param unknown what could not be looked at
 */
public record Diagnosis(List<String> warnings, List<String> unknown) {
  /** Puts one behind another. */
  Diagnosis and(Diagnosis other) {
    return new Diagnosis(joined(warnings, other.warnings), joined(unknown, other.unknown));
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
