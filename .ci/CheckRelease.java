// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Checks that a directory in the layout of a Maven repository has everything that Maven Central
 * requires of Sluice's libraries, and nothing that a stranger could not resolve.
 *
 * <pre>
 * java .ci/CheckRelease.java DIRECTORY            # a dry run: files, checksums, POMs, modules
 * java .ci/CheckRelease.java DIRECTORY --signed   # a release: signatures as well
 * java .ci/CheckRelease.java DIRECTORY OTHER      # two builds: the same bytes
 * </pre>
 */
final class CheckRelease {
  private static final String GROUP = "io.github.sluice";

  /** Each library, with the JPMS module that it is. */
  private static final Map<String, String> LIBRARIES =
      new TreeMap<>(
          Map.of(
              "channel-api", GROUP + ".channel",
              "channel-sync", GROUP + ".channel.sync",
              "channel-async", GROUP + ".channel.async"));

  private static final List<String> EVERY_LIBRARY =
      List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");

  private static final List<String> API_TOO = List.of("-tck.jar", "-tck-sources.jar");

  /** What identifies one deployment of a snapshot; a release has none of it. */
  private static final String SNAPSHOT_STAMP = "-\\d{8}\\.\\d{6}-\\d+";

  private final List<String> problems = new ArrayList<>();
  private final XPath xpath = XPathFactory.newInstance().newXPath();

  public static void main(String... arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    CheckRelease check = new CheckRelease();
    boolean signed = arguments.length > 1 && arguments[1].equals("--signed");
    for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
      check.checkLibrary(directory, library.getKey(), library.getValue(), signed);
    }
    check.checkNothingElse(directory);
    if (arguments.length > 1 && !signed) {
      check.compare(directory, Path.of(arguments[1]));
    }
    check.problems.forEach(System.err::println);
    System.exit(check.problems.isEmpty() ? 0 : 1);
  }

  private void checkLibrary(Path directory, String artifact, String module, boolean signed)
      throws Exception {
    List<Path> poms = files(directory, artifact + "-\\d.*\\.pom");
    if (poms.size() != 1) {
      problems.add(artifact + ": one POM expected, found " + poms);
      return;
    }
    Path pom = poms.get(0);
    String stem = pom.getFileName().toString().replaceFirst("\\.pom$", "");
    List<String> required = new ArrayList<>(EVERY_LIBRARY);
    if (artifact.equals("channel-api")) {
      required.addAll(API_TOO);
    }
    for (String suffix : required) {
      Path file = pom.resolveSibling(stem + suffix);
      if (Files.exists(file)) {
        checkCompanions(file, signed);
      } else {
        problems.add(file + ": missing");
      }
    }
    checkPom(pom, artifact);
    checkJar(pom.resolveSibling(stem + ".jar"), module);
    checkSources(pom.resolveSibling(stem + ".jar"), pom.resolveSibling(stem + "-sources.jar"));
    checkJavadoc(pom.resolveSibling(stem + "-javadoc.jar"));
  }

  private void checkNothingElse(Path directory) throws IOException {
    for (Path pom : files(directory, ".*\\.pom")) {
      String artifact = pom.getParent().getParent().getFileName().toString();
      if (!LIBRARIES.containsKey(artifact)) {
        problems.add(pom + ": not to be published");
      }
    }
  }

  /** A file's checksums, and its signature. */
  private void checkCompanions(Path file, boolean signed)
      throws IOException, GeneralSecurityException {
    for (String algorithm : List.of("MD5", "SHA-1")) {
      Path sum = Path.of(file + "." + algorithm.toLowerCase().replace("-", ""));
      if (!Files.exists(sum)) {
        problems.add(sum + ": missing");
      } else if (!Files.readString(sum, UTF_8).strip().equals(digest(algorithm, file))) {
        problems.add(sum + ": wrong");
      }
    }
    Path signature = Path.of(file + ".asc");
    if (signed
        && !(Files.exists(signature)
            && Files.readString(signature, UTF_8).startsWith("-----BEGIN PGP SIGNATURE-----"))) {
      problems.add(signature + ": no signature");
    }
  }

  private void checkPom(Path file, String artifact) throws Exception {
    Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    String version = text(pom, "/project/version");
    expect(file, "groupId", GROUP, text(pom, "/project/groupId"));
    expect(file, "artifactId", artifact, text(pom, "/project/artifactId"));
    expect(file, "version", file.getParent().getFileName().toString(), version);
    for (String required :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url")) {
      if (text(pom, "/project/" + required).isEmpty()) {
        problems.add(file + ": no " + required);
      }
    }
    for (String forbidden :
        List.of("parent", "repositories", "build", "profiles", "dependencyManagement")) {
      if (!nodes(pom, "/project/" + forbidden).isEmpty()) {
        problems.add(file + ": has " + forbidden);
      }
    }
    if (Files.readString(file, UTF_8).contains("${")) {
      problems.add(file + ": has a property");
    }
    for (String path : nodes(pom, "/project/dependencies/dependency")) {
      String dependency = text(pom, path + "/artifactId");
      boolean own = text(pom, path + "/groupId").equals(GROUP);
      String wanted = text(pom, path + "/version");
      if (own ? !wanted.equals(version) : wanted.isEmpty() || wanted.endsWith("-SNAPSHOT")) {
        problems.add(file + ": " + dependency + " in version '" + wanted + "'");
      }
      if (text(pom, path + "/scope").equals("test")) {
        problems.add(file + ": " + dependency + " is for tests");
      }
    }
  }

  /** The jar is a module and a bundle, and shows everybody only what is public. */
  private void checkJar(Path file, String module) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    ModuleDescriptor descriptor = ModuleFinder.of(file).findAll().iterator().next().descriptor();
    expect(file, "module", module, descriptor.isAutomatic() ? "" : descriptor.name());
    for (ModuleDescriptor.Exports exports : descriptor.exports()) {
      if (exports.source().contains(".internal") && !exports.isQualified()) {
        problems.add(file + ": exports " + exports.source() + " to everybody");
      }
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Attributes headers = jar.getManifest().getMainAttributes();
      for (String header : List.of("Bundle-SymbolicName", "Export-Package", "Import-Package")) {
        if (headers.getValue(header) == null) {
          problems.add(file + ": no " + header);
        }
      }
      if (jar.getEntry("META-INF/LICENSE") == null) {
        problems.add(file + ": no licence");
      }
    }
  }

  private void checkSources(Path classes, Path sources) throws IOException {
    if (!Files.exists(classes) || !Files.exists(sources)) {
      return;
    }
    List<String> available = entries(sources);
    for (String entry : entries(classes)) {
      if (entry.endsWith(".class") && !entry.contains("$")) {
        String source = entry.replaceFirst("class$", "java");
        if (!available.contains(source)) {
          problems.add(sources + ": no " + source);
        }
      }
    }
  }

  private void checkJavadoc(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<String> pages = entries(file);
    if (!pages.contains("index.html")) {
      problems.add(file + ": no index.html");
    }
    pages.stream()
        .filter(page -> page.contains("/internal/"))
        .forEach(page -> problems.add(file + ": documents " + page));
  }

  /** Two builds of the same commit have the same files, to the byte. */
  private void compare(Path one, Path other) throws IOException, GeneralSecurityException {
    Map<String, String> digests = digests(one);
    Map<String, String> others = digests(other);
    if (!digests.keySet().equals(others.keySet())) {
      problems.add("not the same files: " + digests.keySet() + ", " + others.keySet());
    }
    digests.forEach(
        (name, digest) -> {
          if (!digest.equals(others.get(name))) {
            problems.add(name + ": differs between " + one + " and " + other);
          }
        });
  }

  private static Map<String, String> digests(Path directory)
      throws IOException, GeneralSecurityException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files(directory, ".*\\.(pom|jar|json|xml)")) {
      String name = file.getFileName().toString().replaceFirst(SNAPSHOT_STAMP, "");
      if (!name.equals("maven-metadata.xml")) {
        digests.put(name, digest("SHA-256", file));
      }
    }
    return digests;
  }

  private void expect(Path file, String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      problems.add(file + ": " + what + " is '" + actual + "', not '" + expected + "'");
    }
  }

  private static List<Path> files(Path directory, String name) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private static List<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String digest(String algorithm, Path file)
      throws IOException, GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  private String text(Document pom, String path) throws XPathExpressionException {
    return xpath.evaluate(path, pom).strip();
  }

  /** The paths of all elements that a path leads to. */
  private List<String> nodes(Document pom, String path) throws XPathExpressionException {
    NodeList nodes = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
    List<String> paths = new ArrayList<>();
    for (int i = 1; i <= nodes.getLength(); i++) {
      paths.add(path + "[" + i + "]");
    }
    return paths;
  }
}
