// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class JvmTest {
  @ParameterizedTest
  @EnumSource
  void aCollectorThatIsAskedForIsTheOneInUse(Collector collector) {
    Jvm jvm = Jvm.start(Installed.current(), Optional.of(collector));
    assertTrue(collector.toString().equalsIgnoreCase(jvm.jdk().collector()), jvm::toString);
    assertEquals("jdk" + Runtime.version().feature() + "-" + collector, jvm.label());
    assertTrue(jvm.jdk().flags().contains(collector.flag()), jvm::toString);
    assertEquals(System.getProperty("java.runtime.version"), jvm.jdk().version());
    assertEquals(System.getProperty("java.vm.name"), jvm.jdk().name());
    assertEquals(System.getProperty("java.vendor"), jvm.jdk().vendor());
  }

  @Test
  void withoutOneTheJvmChooses() {
    Jvm jvm = Jvm.start(Installed.current(), Optional.empty());
    assertFalse(jvm.jdk().flags().toString().contains("GC"), jvm::toString);
    assertFalse(jvm.jdk().collector().equals("unknown"), jvm::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bool UseG1GC                  = true      {product} {ergonomic}| G1",
        "bool UseZGC                   = true   {product} {command line}| Z",
        "bool UseShenandoahGC         := true   {product} {command line}| Shenandoah",
        "bool UseGCOverheadLimit       = true          {product} {default}| unknown",
        "bool UseMaximumCompactionOnSystemGC = true    {product} {default}| unknown",
        "bool UseSerialGC              = false         {product} {default}| unknown",
      })
  void theCollectorIsReadFromTheFlags(String flags, String collector) {
    assertEquals(collector, Collector.inUse(flags));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the JVM is a shell script")
  void aJvmThatDoesNotStartIsRefusedInOneLine(@TempDir Path directory) throws IOException {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho Option -XX:+UseZGC not supported\necho x\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Installed broken = new Installed(directory, 18);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Jvm.start(broken, Optional.of(Collector.Z)));
    assertEquals(
        "--gc: z: JDK 18 does not start: Option -XX:+UseZGC not supported", e.getMessage());
    Files.delete(java);
    e = assertThrows(IllegalArgumentException.class, () -> Jvm.start(broken, Optional.empty()));
    assertTrue(e.getMessage().startsWith("--jdk: JDK 18 does not start: "), e::getMessage);
  }

  @Test
  void everyJdkIsStartedWithEveryCollector() {
    List<Jvm> jvms =
        Jvm.startAll(
            List.of(Installed.current()),
            List.of(Optional.of(Collector.SERIAL), Optional.of(Collector.PARALLEL)));
    String jdk = "jdk" + Runtime.version().feature();
    assertEquals(jdk + "-serial, " + jdk + "-parallel", Jvm.labels(jvms));
  }

  @Test
  void virtualThreadsAndJoxNeedJdk21() {
    Row stream = Row.stream(10, 1, ThreadKind.PLATFORM);
    Row virtual = Row.stream(10, 1, ThreadKind.VIRTUAL);
    for (int feature : new int[] {17, 21}) {
      Jvm jvm =
          new Jvm(new Installed(Path.of("jdk"), feature), new Jdk("", "", "", "G1", List.of()));
      assertTrue(jvm.accepts(Contender.BLOCKING, stream));
      assertEquals(feature >= 21, jvm.accepts(Contender.BLOCKING, virtual));
      assertEquals(feature >= 21, jvm.accepts(Contender.JOX, stream));
    }
  }
}
