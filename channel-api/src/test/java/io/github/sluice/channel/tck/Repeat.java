// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import java.util.Locale;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests that wait or race again and again, until one fails. */
public final class Repeat {
  private Repeat() {}

  /**
   * Runs them.
   *
   * @param args how often, and the package of the tests
   */
  public static void main(String... args) {
    int times = Integer.parseInt(args[0]);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(args[1]))
            .filters(TagFilter.includeTags(Races.TAG))
            .build();
    Launcher launcher = LauncherFactory.create();
    for (int time = 1; time <= times; time++) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      launcher.execute(request, listener);
      TestExecutionSummary summary = listener.getSummary();
      System.out.printf(
          Locale.ROOT,
          "%s, %d of %d: %d tests passed, %d failed, %.1f s%n",
          args[1],
          time,
          times,
          summary.getTestsSucceededCount(),
          summary.getTestsFailedCount(),
          (summary.getTimeFinished() - summary.getTimeStarted()) / 1e3);
      if (summary.getTotalFailureCount() > 0 || summary.getTestsSucceededCount() == 0) {
        summary.printFailuresTo(new PrintWriter(System.out, true), 30);
        System.exit(1);
      }
    }
    System.exit(0); // whatever threads a test has left
  }
}
