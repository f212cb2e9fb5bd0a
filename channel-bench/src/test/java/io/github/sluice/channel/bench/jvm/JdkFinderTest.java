// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {
  @TempDir Path directory;

  private Installed current;

  @BeforeEach
  void install() throws IOException {
    current = Installed.at(jdk("running/jdk-17", "17.0.15")).orElseThrow();
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = directory.toRealPath().resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(home.resolve("bin/java"));
    Files.writeString(home.resolve("release"), "X=1\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private JdkFinder finder(Map<String, String> environment) {
    return new JdkFinder(current, directory.resolve("home"), environment);
  }

  private void assertFound(int feature, Path home, Map<String, String> environment) {
    Installed found = finder(environment).find(List.of(feature)).get(0);
    assertEquals(new Installed(home, feature), found);
  }

  @Test
  void theRunningJdkIsTheFirstChoice() throws IOException {
    Path other = jdk("other/jdk-17", "17.0.1");
    assertFound(17, current.home(), Map.of("JAVA_HOME", other.toString()));
  }

  @Test
  void jdksAreFoundInEnvironmentVariablesAndBesideThose() throws IOException {
    Path named = jdk("ci/25", "25.0.3");
    Path beside = jdk("ci/21", "21");
    Map<String, String> environment =
        Map.of("JAVA_HOME_25_X64", named.toString(), "JAVA_OPTS", "-Xmx1g \0 -x");
    assertFound(25, named, environment);
    assertFound(21, beside, environment);
    assertFound(17, current.home(), environment);
  }

  @Test
  void jdksAreFoundBesideTheRunningOneAndWhereToolsPutThem() throws IOException {
    assertFound(22, jdk("running/jdk-22", "22.0.1"), Map.of());
    assertFound(23, jdk("home/.sdkman/candidates/java/23-tem", "23"), Map.of());
    assertFound(24, jdk("home/.jdks/openjdk-24", "24.0.2"), Map.of());
  }

  @Test
  void jdksAreFoundInToolchainsOfMaven() throws IOException {
    Path home = jdk("toolchain/x", "26.0.1");
    Path maven = Files.createDirectories(directory.resolve("home/.m2"));
    String jdk =
        "<toolchain><configuration><jdkHome> %s </jdkHome></configuration></toolchain>"
            .formatted(home);
    for (String file : List.of("toolchains.xml", "discovered-jdk-toolchains-cache.xml")) {
      Path toolchains = maven.resolve(file);
      Files.writeString(toolchains, "<toolchains>" + jdk + "</toolchains>");
      assertFound(26, home, Map.of());
      Files.writeString(toolchains, "<toolchains>");
      assertThrows(IllegalArgumentException.class, () -> finder(Map.of()).find(List.of(26)));
    }
  }

  @Test
  void whatIsNotThereIsRefusedInOneLineThatSaysWhatIs() throws IOException {
    jdk("running/jdk-25", "25.0.3");
    jdk("running/jdk-8", "1.8.0_452");
    jdk("running/jdk-11", "11.0.2");
    Files.createDirectories(directory.resolve("running/jdk-99/bin"));
    for (int feature : new int[] {8, 11, 21, 99, -1}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> finder(Map.of()).find(List.of(17, feature)));
      assertEquals("--jdk: there is no JDK " + feature + "; there are: 17, 25", e.getMessage());
    }
  }

  @Test
  void eachVersionIsFoundOnce() {
    assertEquals(List.of(current), finder(Map.of()).find(List.of(17, 17)));
    assertTrue(new JdkFinder().find(List.of(Runtime.version().feature())).get(0).feature() >= 17);
  }
}
