// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Watchdog;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The contract notices what is wrong with a channel, by the tests whose names say so. That the same
 * tests have nothing against the channel without a flaw, {@link LockedChannelTest} shows.
 */
class FlawTest {
  /** How long a test of a flawed channel waits for what does not come. */
  private static final Duration TIMEOUT = Duration.ofMillis(250);

  /** The flaw of the channels made now. */
  private static Flaw flaw = Flaw.NONE;

  /** The contract of a channel with that flaw; the name keeps it from being run by itself. */
  @Timeout(60)
  static class Flawed extends ChannelContract {
    @Override
    protected ChannelFixture newFixture() {
      return new LockedFixture(flaw);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFlawIsCaught(Flaw flawed) {
    assertFalse(flawed.caughtBy().isEmpty());
    for (String test : flawed.caughtBy()) {
      assertFalse(failures(flawed, test, "OFF").isEmpty(), test + " has not noticed: " + flawed);
    }
  }

  @Test
  void theModelReportsAFlawInAsFewStepsAsItTakes() {
    String report = failures(Flaw.PERMITS_ARE_NOT_USED_UP, Flaw.MODEL, "FULL").get(0).toString();
    assertTrue(report.contains("[sender(0), tryReserve(1), permit.send(0)]"), report);
  }

  /**
   * Runs a test until it fails: once, or if its scenarios are random, several times. Some flaws
   * show in a few of a thousand scenarios only.
   */
  private static List<Throwable> failures(Flaw flawed, String test, String shrinking) {
    List<Throwable> failures = List.of();
    for (int i = 0; failures.isEmpty() && i < (test.equals(Flaw.MODEL) ? 20 : 1); i++) {
      failures = run(flawed, test, shrinking);
    }
    return failures;
  }

  /** Runs one test of the contract, and returns what it has failed with, for each parameter. */
  private static List<Throwable> run(Flaw flawed, String test, String shrinking) {
    List<Throwable> failures = new ArrayList<>();
    List<TestIdentifier> run = new ArrayList<>();
    Launcher launcher = LauncherFactory.create();
    flaw = flawed;
    try {
      Watchdog.within(
          TIMEOUT,
          () ->
              launcher.execute(
                  request()
                      .selectors(selectMethod(Flawed.class, method(test)))
                      .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                      .configurationParameter("jqwik.database", "target/jqwik-flaws")
                      .configurationParameter("jqwik.shrinking.default", shrinking)
                      .build(),
                  new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                      if (id.isTest()) {
                        run.add(id);
                      }
                      result
                          .getThrowable()
                          .filter(FlawTest::isNotSlowness)
                          .ifPresent(failures::add);
                    }
                  }));
    } finally {
      flaw = Flaw.NONE;
    }
    assertFalse(run.isEmpty(), test);
    return failures;
  }

  /** On a busy machine a test may take too long whatever the channel does. */
  private static boolean isNotSlowness(Throwable failure) {
    return !(failure instanceof TimeoutException);
  }

  private static Method method(String name) {
    return Arrays.stream(Flawed.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .findAny()
        .orElseGet(() -> declared(name));
  }

  private static Method declared(String name) {
    return Arrays.stream(ChannelContract.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("no test " + name));
  }
}
