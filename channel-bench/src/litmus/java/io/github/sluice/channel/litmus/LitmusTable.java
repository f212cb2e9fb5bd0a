// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/** What the litmus tests have shown, a line a test. */
final class LitmusTable {
  private static final String BLOCKING = "Blocking";
  private static final String ASYNC = "Async";
  private static final String WEAKENED = "Weakened";

  private final Set<String> selected;
  private final Map<String, TestResult> results = new TreeMap<>();
  private final boolean sanity;
  private boolean passed = true;
  private final String markdown;

  /**
   * Creates the table.
   *
   * @param selected the names of the variants that should have been run
   * @param results what they have shown
   * @param sanity whether that is too little to expect the weakened ones to fail
   */
  LitmusTable(Set<String> selected, InProcessCollector results, boolean sanity) {
    this.selected = selected;
    this.sanity = sanity;
    for (TestResult result : ReportUtils.mergedByName(results.getTestResults())) {
      this.results.put(result.getName(), result);
    }
    markdown = write();
  }

  /** Returns whether no channel has shown what is forbidden, and each weakened one has. */
  boolean isPassed() {
    return passed;
  }

  String markdown() {
    return markdown;
  }

  private String write() {
    StringBuilder text = new StringBuilder();
    text.append("| Test | Properties | What races | Blocking | Async | Weakened |\n");
    text.append("|---|---|---|---|---|---|\n");
    Set<String> tests = new TreeSet<>();
    for (String variant : selected) {
      tests.add(variant.substring(0, variant.lastIndexOf('.')));
    }
    for (String test : tests) {
      line(text, test);
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d tests on JDK %s, %s processors: %s.%n",
            tests.size(),
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            passed ? "passed" : "**FAILED**"));
    return text.toString();
  }

  private void line(StringBuilder text, String test) {
    String[] description = description(test).split(": ", 2);
    text.append(
        String.format(
            "| %s | %s | %s | %s | %s | %s |%n",
            test.substring(test.lastIndexOf('.') + 1),
            description[0],
            description[1].replace("||", "∥"),
            ofChannel(test, BLOCKING),
            ofChannel(test, ASYNC),
            ofWeakened(test)));
  }

  private String description(String test) {
    for (String variant : selected) {
      if (variant.startsWith(test + ".")) {
        return TestList.getInfo(variant).description();
      }
    }
    throw new IllegalArgumentException(test);
  }

  private String ofChannel(String test, String channel) {
    String name = test + "." + channel;
    if (!TestList.tests().contains(name)) {
      return "no such notion";
    }
    if (!selected.contains(name)) {
      return "not run";
    }
    TestResult result = results.get(name);
    if (isMissing(result)) {
      return failed("**" + (result == null ? "no result" : result.status()) + "**");
    }
    String forbidden = seen(result, Expect.FORBIDDEN);
    if (!forbidden.isEmpty() || !result.grading().isPassed) {
      return failed("**FORBIDDEN** in " + samples(result) + ":" + forbidden);
    }
    String interesting = seen(result, Expect.ACCEPTABLE_INTERESTING);
    return "ok in " + samples(result) + (interesting.isEmpty() ? "" : "; of note:" + interesting);
  }

  private String ofWeakened(String test) {
    String name = test + "." + WEAKENED;
    if (!selected.contains(name)) {
      return "not run";
    }
    TestResult result = results.get(name);
    if (isMissing(result)) {
      return failed("**" + (result == null ? "no result" : result.status()) + "**");
    }
    String forbidden = seen(result, Expect.FORBIDDEN);
    if (!forbidden.isEmpty()) {
      return "fails in " + samples(result) + ":" + forbidden;
    }
    String cell = "not seen to fail in " + samples(result);
    return sanity ? cell : failed("**" + cell + "**");
  }

  private static boolean isMissing(TestResult result) {
    return result == null || result.status() != Status.NORMAL;
  }

  private String failed(String cell) {
    passed = false;
    return cell;
  }

  private static String samples(TestResult result) {
    return number(result.getTotalCount());
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** The outcomes of a kind that were seen, and how often. */
  private static String seen(TestResult result, Expect expect) {
    StringBuilder seen = new StringBuilder();
    for (GradingResult grade : result.grading().gradingResults.values()) {
      if (grade.expect == expect && grade.count > 0) {
        seen.append(seen.length() == 0 ? " " : ", ");
        seen.append('`').append(grade.id.replace("|", "\\|")).append("` ");
        seen.append(number(grade.count));
      }
    }
    return seen.toString();
  }
}
