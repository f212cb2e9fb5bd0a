// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Finds installed JDKs: the one that runs this, those of Maven's toolchains, those that environment
 * variables name ({@code JAVA_HOME}, {@code JAVA_HOME_21_X64}, {@code JDK25} and so on), and those
 * beside any of them or where SDKMAN and IntelliJ IDEA put them.
 */
public final class JdkFinder {
  private static final List<String> TOOLCHAINS =
      List.of("toolchains.xml", "discovered-jdk-toolchains-cache.xml");

  private final Installed current;
  private final Path userHome;
  private final Map<String, String> environment;

  /** Looks where this JVM's user and environment say. */
  public JdkFinder() {
    this(Installed.current(), Path.of(System.getProperty("user.home")), System.getenv());
  }

  JdkFinder(Installed current, Path userHome, Map<String, String> environment) {
    this.current = current;
    this.userHome = userHome;
    this.environment = environment;
  }

  /**
   * Finds a JDK of each version; the first of several.
   *
   * @throws IllegalArgumentException if there is none of a version, with a message for the user
   */
  public List<Installed> find(List<Integer> features) {
    List<Installed> all = all();
    return features.stream().distinct().map(feature -> find(feature, all)).toList();
  }

  private static Installed find(int feature, List<Installed> all) {
    return all.stream()
        .filter(one -> one.feature() == feature)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--jdk: there is no JDK "
                        + feature
                        + "; there are: "
                        + all.stream()
                            .map(one -> Integer.toString(one.feature()))
                            .distinct()
                            .collect(Collectors.joining(", "))));
  }

  private List<Installed> all() {
    List<Installed> named =
        Stream.concat(toolchains(), variables())
            .flatMap(home -> Installed.at(home).stream())
            .toList();
    Stream<Path> parents =
        Stream.concat(Stream.of(current), named.stream()).map(one -> one.home().getParent());
    Stream<Path> usual =
        Stream.of(userHome.resolve(".sdkman/candidates/java"), userHome.resolve(".jdks"));
    Stream<Installed> beside =
        Stream.concat(parents, usual)
            .distinct()
            .flatMap(parent -> children(parent).stream())
            .flatMap(home -> Installed.at(home).stream());
    return Stream.of(Stream.of(current), named.stream(), beside)
        .flatMap(jdks -> jdks)
        .distinct()
        .filter(one -> one.feature() >= 17)
        .sorted(Comparator.comparingInt(Installed::feature))
        .toList();
  }

  private Stream<Path> toolchains() {
    return TOOLCHAINS.stream()
        .map(file -> userHome.resolve(".m2").resolve(file))
        .filter(Files::isRegularFile)
        .flatMap(file -> homes(file).stream());
  }

  /** What cannot be read has no JDKs in it: Maven will say so. */
  private static List<Path> homes(Path toolchains) {
    try {
      NodeList homes =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(toolchains.toFile())
              .getElementsByTagName("jdkHome");
      return Stream.iterate(0, i -> i < homes.getLength(), i -> i + 1)
          .flatMap(i -> path(homes.item(i).getTextContent().strip()))
          .toList();
    } catch (IOException | ParserConfigurationException | SAXException e) {
      return List.of();
    }
  }

  private Stream<Path> variables() {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().matches("(JAVA|JDK|GRAALVM).*"))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(variable -> path(variable.getValue()));
  }

  private static Stream<Path> path(String text) {
    try {
      return Stream.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
