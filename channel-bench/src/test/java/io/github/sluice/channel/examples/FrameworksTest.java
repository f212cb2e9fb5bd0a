// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.DocumentedExamples.document;
import static io.github.sluice.channel.examples.DocumentedExamples.kotlinSource;
import static io.github.sluice.channel.examples.DocumentedExamples.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of frameworks has these recipes, word by word. */
class FrameworksTest {
  private static final String STRUCTURED =
      "channel-bench/src/it/structured/src/main/java/consumer/"; // needs JDK 25

  @Test
  void thePageHasTheseRecipes() throws IOException {
    String sources =
        source(ReactorChannels.class)
            + source(RxChannels.class)
            + source(MutinyChannels.class)
            + kotlinSource("FlowTest")
            + source(JobWorker.class)
            + document(STRUCTURED + "Producers.java")
            + document(STRUCTURED + "Scoped.java")
            + source(Relay.class)
            + source(VirtualClock.class)
            + source(VirtualTimeTest.class);
    assertEquals(
        List.of(
            "reactor",
            "rxjava",
            "mutiny",
            "flow",
            "spring",
            "structured",
            "scoped",
            "durations",
            "durations-test",
            "virtual-clock",
            "timed-test"),
        DocumentedExamples.compare(document("docs/frameworks.md"), sources));
  }
}
