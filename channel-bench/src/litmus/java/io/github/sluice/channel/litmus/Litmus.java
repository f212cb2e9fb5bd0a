// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;

/**
 * Runs the litmus tests with jcstress, and writes what they have shown to {@code litmus.md} in the
 * working directory.
 *
 * <p>Each test is run with the blocking channel, with the async channel, and with a weakened one
 * that must be seen to fail: a test that fails in none of them has shown nothing. jcstress reports
 * the weakened ones as failed; the table at the end has the verdict.
 */
public final class Litmus {
  private static final Path TABLE = Path.of("litmus.md");

  private Litmus() {}

  /**
   * Runs the tests. The exit code is 0 if all was as it should be, 1 if not.
   *
   * @param args those of jcstress; with {@code -m sanity} the weakened ones need not fail
   */
  public static void main(String[] args) throws Exception {
    useJar(System.getProperty("litmus.jar"));
    Options options = new Options(args);
    if (!options.parse()) {
      System.exit(1);
    }
    JCStress jcstress = new JCStress(options);
    Set<String> tests = jcstress.getTests();
    if (options.shouldList()) {
      tests.forEach(System.out::println);
      return;
    }
    run(jcstress);
    LitmusTable table =
        new LitmusTable(tests, results(options.getResultFile()), isSanity(List.of(args)));
    Files.writeString(TABLE, table.markdown());
    System.out.println(table.markdown());
    System.exit(table.isPassed() ? 0 : 1);
  }

  /** Has the tests loaded from a jar, for part of jcstress cannot read class directories. */
  private static void useJar(@Nullable String jar) {
    if (jar != null) {
      String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
      Arrays.setAll(path, i -> Files.isDirectory(Path.of(path[i])) ? jar : path[i]);
      System.setProperty("java.class.path", String.join(File.pathSeparator, path));
    }
  }

  private static void run(JCStress jcstress) throws Exception {
    try {
      jcstress.run();
    } catch (AssertionError failures) {
      System.out.println("The table shows which of the failures were expected.");
    }
  }

  private static InProcessCollector results(String file)
      throws IOException, ClassNotFoundException {
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(file, results);
    reader.dump();
    reader.close();
    return results;
  }

  private static boolean isSanity(List<String> args) {
    int mode = args.lastIndexOf("-m");
    return mode >= 0 && mode + 1 < args.size() && args.get(mode + 1).equals("sanity");
  }
}
