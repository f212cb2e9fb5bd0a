// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.bench.jvm.Installed;
import io.github.sluice.channel.bench.rust.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OneCoreTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0", "0-1 | 1", "0,2-5 | 5", "0-3,8,10 | 10"})
  void itIsTheLastProcessorAllowed(String list, String last) {
    assertEquals(last, OneCore.last("\t" + list));
  }

  @Test
  void theJvmHasOneProcessor() throws IOException {
    assumeTrue(OneCore.missing().isEmpty(), "there is no taskset");
    Path source = directory.resolve("Count.java");
    Files.writeString(
        source,
        """
        class Count {
          public static void main(String[] args) {
            System.out.print(Runtime.getRuntime().availableProcessors() + args[0]);
          }
        }
        """);
    ChildProcess ended =
        ChildProcess.run(
            List.of(
                OneCore.jvm(Installed.current().java(), directory).toString(),
                source.toString(),
                " $x"),
            directory,
            Duration.ofSeconds(50));
    assertEquals("1 $x", ended.out(), ended::err);
  }
}
