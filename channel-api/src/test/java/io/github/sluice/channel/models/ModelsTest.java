// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.models.Herd.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No handshake has an outcome that it must not have, by the model of Java's access modes and by
 * those of the processors; a twin that is weaker in one access has it by the model of Java and on
 * AArch64.
 */
@Tag("herd")
class ModelsTest {
  @TempDir Path directory;

  private final Optional<Herd> herd = Herd.find();

  private Map<String, Verdict> verdicts(Dialect dialect, List<Model> models) throws Exception {
    assumeTrue(herd.isPresent(), "no herd7 here; .ci/herd fetches it");
    List<Path> tests = new ArrayList<>();
    for (Model model : models) {
      Path file = directory.resolve(model.name() + ".litmus");
      tests.add(Files.writeString(file, dialect.test(model)));
    }
    return herd.get().run(tests, dialect.options());
  }

  @ParameterizedTest
  @EnumSource
  void noHandshakeFails(Dialect dialect) throws Exception {
    verdicts(dialect, Model.all())
        .forEach((name, verdict) -> assertEquals(Verdict.NEVER, verdict, name));
  }

  @ParameterizedTest
  @EnumSource
  void eachTwinFails(Dialect dialect) throws Exception {
    List<String> strong = new ArrayList<>();
    verdicts(dialect, Model.all().stream().map(Model::twin).toList())
        .forEach(
            (name, verdict) -> {
              if (verdict == Verdict.NEVER) {
                strong.add(name);
              }
            });
    assertEquals(Set.copyOf(dialect.strongTwins()), Set.copyOf(strong), "twins that do not fail");
  }

  @Test
  void eachModelHasATwin() {
    List<Model> models = Model.all();
    assertTrue(models.size() > 20, models.size() + " models");
    for (Model model : models) {
      long weaker =
          model.threads().stream()
              .flatMap(List::stream)
              .filter(access -> !access.twin().isEmpty())
              .count();
      assertTrue(weaker > 0, model.name());
    }
  }
}
