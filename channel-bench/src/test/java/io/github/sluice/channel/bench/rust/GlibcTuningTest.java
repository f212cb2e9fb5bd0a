// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlibcTuningTest {
  private static final Map<String, String> TUNED =
      Map.of("GLIBC_TUNABLES", "glibc.cpu.x86_rep_movsb_threshold=1000000000");

  private int copies;

  private GlibcTuning measured(double without, double with) throws IOException {
    return GlibcTuning.choose(
        Map.of(),
        true,
        environment -> {
          copies++;
          // The first of each kind is an outlier.
          return (environment.isEmpty() ? without : with) * (copies <= 2 ? 10 : 1);
        });
  }

  @Test
  void theSettingIsTakenWhereItMakesCopiesFaster() throws IOException {
    GlibcTuning tuning = measured(15_800, 6100);
    assertEquals(TUNED, tuning.environment());
    assertTrue(tuning.text().startsWith("GLIBC_TUNABLES=glibc.cpu.x86_rep"), tuning::text);
    assertTrue(tuning.text().endsWith("in 6100 us with it, in 15800 us without"), tuning::text);
    assertEquals(6, copies);
  }

  @Test
  void theDefaultStaysWhereItMakesNoDifference() throws IOException {
    for (double with : new double[] {8600, 9000, 9500}) {
      GlibcTuning tuning = measured(9000, with);
      assertEquals(Map.of(), tuning.environment());
      assertTrue(tuning.text().startsWith("without GLIBC_TUNABLES="), tuning::text);
    }
  }

  @Test
  void otherLibrariesAndTheUsersOwnSettingAreLeftAlone() throws IOException {
    GlibcTuning.Copy none = environment -> fail("nothing is to be measured");
    GlibcTuning musl = GlibcTuning.choose(Map.of(), false, none);
    assertEquals(Map.of(), musl.environment());
    assertEquals("not tuned: the C library is not glibc", musl.text());
    GlibcTuning own = GlibcTuning.choose(Map.of("GLIBC_TUNABLES", "a=b"), true, none);
    assertEquals(Map.of(), own.environment());
    assertEquals("GLIBC_TUNABLES=a=b, as it is set in the environment", own.text());
  }
}
