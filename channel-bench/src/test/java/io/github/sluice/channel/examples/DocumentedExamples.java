// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of a document: what stands there is, word by word, in a file that is compiled. */
final class DocumentedExamples {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: ([\\w-]+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVADOC_EXAMPLE =
      Pattern.compile(
          "\\{@snippet id=\"([\\w.-]+)\" lang=\"java\" :\\n(.*?)\\n\\}\\n(?=\\n|/(?!/)|@)",
          Pattern.DOTALL);
  private static final Pattern JAVADOC_CODE = Pattern.compile("\\{@snippet|<pre[^>]*>\\{@code");
  private static final Pattern MARGIN = Pattern.compile("^ *\\* ?", Pattern.MULTILINE);
  private static final Pattern OUT = Pattern.compile("\\bout(\\.|::)print");
  private static final Path ROOT = Path.of("..");
  private static final String TESTS = "channel-bench/src/test/";
  private static final String PACKAGE =
      "/" + DocumentedExamples.class.getPackageName().replace('.', '/') + "/";

  private DocumentedExamples() {}

  /** Returns a document of the project's. */
  static String document(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  /** Returns a file of this package. */
  static String source(Class<?> type) throws IOException {
    return document(TESTS + "java" + PACKAGE + type.getSimpleName() + ".java");
  }

  /** Returns a Kotlin file of this package. */
  static String kotlinSource(String name) throws IOException {
    return document(TESTS + "kotlin" + PACKAGE + name + ".kt");
  }

  /** Returns the code of an example in a document. */
  static String example(String document, String name) {
    Matcher example = EXAMPLE.matcher(document);
    while (example.find()) {
      if (example.group(1).equals(name)) {
        return example.group(2);
      }
    }
    throw new AssertionError("no example " + name);
  }

  /**
   * Compares the examples of a document with those in sources, which stand between {@code // begin
   * name} and {@code // end name}.
   *
   * @return the names of the examples, in their order
   */
  static List<String> compare(String document, String sources) {
    return compare(EXAMPLE.matcher(document), sources);
  }

  /** The same for the Javadoc of a Java file, in which all code must be such an example. */
  static List<String> compareJavadoc(String file, String sources) {
    String text = MARGIN.matcher(file).replaceAll("");
    List<String> names = compare(JAVADOC_EXAMPLE.matcher(text), sources);
    long blocks = JAVADOC_CODE.matcher(text).results().count();
    assertEquals(blocks, names.size(), "code that is no example");
    return names;
  }

  private static List<String> compare(Matcher example, String sources) {
    List<String> names = new ArrayList<>();
    while (example.find()) {
      String name = example.group(1);
      names.add(name);
      int begin = sources.indexOf("// begin " + name + "\n");
      int end = sources.indexOf("// end " + name + "\n");
      assertTrue(begin >= 0 && end > begin, "no example " + name + " is compiled");
      String code = sources.substring(sources.indexOf('\n', begin) + 1, end).stripIndent().strip();
      assertEquals(
          OUT.matcher(code).replaceAll("System.out$1print"), example.group(2).strip(), name);
    }
    return names;
  }
}
