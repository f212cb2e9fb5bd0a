// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.DocumentedExamples.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.Channel;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Javadoc shows stands in a test, and what a user has to know is shown. */
class JavadocExamplesTest {
  /** A class of each public package, with the module that has it. */
  private static final Map<Class<?>, String> PACKAGES =
      Map.of(
          Channel.class, "channel-api",
          Selector.class, "channel-api",
          BlockingChannel.class, "channel-sync",
          AsyncChannel.class, "channel-async");

  /** A comment, and the declaration that follows, up to its body or its end. */
  private static final Pattern DOCUMENTED =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*([^;{]*)[;{]", Pattern.DOTALL);

  private static final String EXAMPLE = "{@snippet id=\"";

  private record Page(Path file, List<Class<?>> types) {}

  /** Returns the files of the public packages, with the public types that each declares. */
  private static List<Page> pages() throws IOException, ClassNotFoundException {
    List<Page> pages = new ArrayList<>();
    for (Map.Entry<Class<?>, String> module : PACKAGES.entrySet()) {
      String name = module.getKey().getPackageName();
      Path folder = Path.of("..", module.getValue(), "src/main/java", name.replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String type = file.getFileName().toString().replace(".java", "");
          List<Class<?>> types = new ArrayList<>();
          if (!type.equals("package-info")) {
            addPublic(Class.forName(name + "." + type), types);
          }
          pages.add(new Page(file, types));
        }
      }
    }
    return pages;
  }

  private static void addPublic(Class<?> type, List<Class<?>> types) {
    if (Modifier.isPublic(type.getModifiers())) {
      types.add(type);
      for (Class<?> nested : type.getDeclaredClasses()) {
        addPublic(nested, types);
      }
    }
  }

  @Test
  void everyExampleStandsInATest() throws Exception {
    String sources =
        source(BlockingExamplesTest.class)
            + source(AsyncExamplesTest.class)
            + source(SelectExamplesTest.class);
    List<String> shown = new ArrayList<>();
    for (Page page : pages()) {
      shown.addAll(
          DocumentedExamples.compareJavadoc(
              Files.readString(page.file()), sources + source(ReadmeTest.class)));
    }
    Matcher compiled = Pattern.compile("// begin ([\\w.-]+)\n").matcher(sources);
    while (compiled.find()) {
      assertTrue(shown.contains(compiled.group(1)), compiled.group(1) + " is shown nowhere");
    }
  }

  @Test
  void thePackagePageIsAQuickStart() throws Exception {
    Page page =
        pages().stream()
            .filter(candidate -> candidate.file().endsWith("channel/package-info.java"))
            .findFirst()
            .orElseThrow();
    String text = Files.readString(page.file());
    for (String example : List.of("create", "producer", "consumer", "Receiver", "bridge")) {
      assertTrue(text.contains(EXAMPLE + example + "\""), example);
    }
  }

  @Test
  void everyPublicTypeHasAnExample() throws Exception {
    List<String> without = new ArrayList<>();
    for (Page page : pages()) {
      for (Class<?> type : page.types()) {
        if (type.isAnnotation()) {
          continue; // there is nothing to call
        }
        Pattern declaration =
            Pattern.compile("\\b(?:class|interface|enum|record) " + type.getSimpleName() + "\\b");
        if (!commentOf(page, text -> declaration.matcher(text).find()).contains(EXAMPLE)) {
          without.add(type.getName());
        }
      }
    }
    assertEquals(List.of(), without);
  }

  @Test
  void everyPublicMethodThatWaitsHasAnExample() throws Exception {
    List<String> without = new ArrayList<>();
    int waiting = 0;
    for (Page page : pages()) {
      for (Class<?> type : page.types()) {
        for (Method method : type.getDeclaredMethods()) {
          if (waits(method)) {
            waiting++;
            String comment = commentOf(page, text -> declares(text, method));
            if (!comment.contains(EXAMPLE)) {
              without.add(type.getSimpleName() + "." + signature(method));
            }
          }
        }
      }
    }
    assertEquals(List.of(), without.stream().sorted().collect(Collectors.toList()));
    assertTrue(waiting >= 25, "only " + waiting + " methods are known to wait");
  }

  /**
   * Returns whether a method waits, or returns what waits: it can be interrupted, its result comes
   * later, it takes a waker, or it stands in for a loop.
   */
  private static boolean waits(Method method) {
    if (method.isSynthetic() || !Modifier.isPublic(method.getModifiers())) {
      return false;
    }
    Class<?> result = method.getReturnType();
    return List.of(method.getExceptionTypes()).contains(InterruptedException.class)
        || List.of(method.getParameterTypes()).contains(Waker.class)
        || isOf(result, CompletionStage.class, Iterator.class, BaseStream.class)
        || isOf(result, Flow.Publisher.class, Flow.Subscriber.class)
        || method.getName().equals("forEach");
  }

  private static boolean isOf(Class<?> type, Class<?>... kinds) {
    return Arrays.stream(kinds).anyMatch(kind -> kind.isAssignableFrom(type));
  }

  @FunctionalInterface
  private interface Declaration {
    boolean isIn(String text);
  }

  /** Returns the comment of a declaration. */
  private static String commentOf(Page page, Declaration declaration) throws IOException {
    Matcher documented = DOCUMENTED.matcher(Files.readString(page.file()));
    while (documented.find()) {
      if (declaration.isIn(documented.group(2))) {
        return documented.group(1);
      }
    }
    throw new AssertionError("a declaration without a comment in " + page.file());
  }

  private static boolean declares(String text, Method method) {
    int open = text.indexOf('(');
    if (open < 0 || !text.substring(0, open).endsWith(" " + method.getName())) {
      return false;
    }
    String parameters = text.substring(open + 1, text.lastIndexOf(')'));
    while (parameters.contains("<")) {
      parameters = parameters.replaceAll("<[^<>]*>", ""); // from the inside
    }
    List<String> types =
        parameters.isBlank()
            ? List.of()
            : Arrays.stream(parameters.split(","))
                .map(parameter -> parameter.strip().split("\\s+")[0])
                .collect(Collectors.toList());
    return types.equals(parameterTypes(method));
  }

  private static List<String> parameterTypes(Method method) {
    return Arrays.stream(method.getGenericParameterTypes())
        .map(JavadocExamplesTest::simpleName)
        .collect(Collectors.toList());
  }

  private static String simpleName(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return raw instanceof Class<?> named ? named.getSimpleName() : raw.getTypeName();
  }

  private static String signature(Method method) {
    return method.getName() + parameterTypes(method);
  }

  @Test
  void anExampleThatDiffersIsNoticed() {
    String source = "// begin one\n  send();\n// end one\n";
    String margin = "   * ";
    String page = margin + "{@snippet id=\"one\" lang=\"java\" :\n" + margin;
    assertEquals(
        List.of("one"),
        DocumentedExamples.compareJavadoc(page + "send();\n" + margin + "}\n/", source));
    for (String wrong :
        List.of(
            page + "receive();\n" + margin + "}\n/",
            page.replace(" id=\"one\"", "") + "send();\n" + margin + "}\n/",
            page.replace("one", "two") + "send();\n" + margin + "}\n/")) {
      assertThrows(AssertionError.class, () -> DocumentedExamples.compareJavadoc(wrong, source));
    }
  }
}
