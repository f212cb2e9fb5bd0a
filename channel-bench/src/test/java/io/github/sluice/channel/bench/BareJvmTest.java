// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.Sender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The libraries in a JVM that has nothing but the module {@code java.base}. */
@Timeout(120)
class BareJvmTest {
  @TempDir Path directory;

  @Test
  void channelsNeedNoModuleButJavaBase() throws Exception {
    ChildProcess ended =
        ChildProcess.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules=java.base",
                "-classpath",
                classPath(),
                BareJvm.class.getName()),
            directory,
            Duration.ofSeconds(100));
    assertEquals("done", ended.out().strip(), ended::err);
    assertEquals(0, ended.exitCode());
  }

  private static String classPath() throws URISyntaxException {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (Class<?> type :
        List.of(BareJvm.class, Sender.class, BlockingChannel.class, AsyncChannel.class)) {
      path.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return path.toString();
  }
}
