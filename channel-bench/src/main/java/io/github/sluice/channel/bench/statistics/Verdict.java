// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Locale;

/** What a comparison comes to. Figures are times, so less is better. */
public enum Verdict {
  /** Significant, and the whole interval of the change is below the noise. */
  IMPROVED,
  /** Significant, and the whole interval of the change is above the noise. */
  REGRESSED,
  /** Not significant: the samples do not distinguish the two. */
  NO_CHANGE,
  /** Significant, and perhaps too small to matter. */
  WITHIN_NOISE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
