// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of the contract, and how each of its tests has ended. */
final class ContractRun implements TestExecutionListener {
  /** How long a test waits for what may never come. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Those with the number of a property, but for what says nothing of a peer: that a bad capacity
   * is refused with the largest that this library allows (B22), that a channel is held by nothing
   * but its handles (M5), which are those of the adapter, what a selector of this library refuses,
   * and a race of permits, which no peer has, that may fail before the first of them is asked for.
   */
  private static final Pattern TESTS =
      Pattern.compile(
          "(?!b22_|m5_|sel1_anotherLibrarys|c1_permitsAndMessages)(?:[a-z]+\\d+_)+\\w+");

  private static Supplier<ChannelFixture> fixtures; // of the run in progress
  private static ChannelFixture fixture; // of the test in progress

  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final Map<String, Throwable> failures = new TreeMap<>();

  /** The contract of what is run now; the name keeps it from being run by itself. */
  @Timeout(60)
  static class Contract extends ChannelContract {
    @Override
    protected ChannelFixture newFixture() {
      fixture = fixtures.get();
      return fixture;
    }
  }

  private ContractRun() {}

  /** Runs all tests. */
  static ContractRun of(Supplier<ChannelFixture> newFixtures) {
    return of(newFixtures, "");
  }

  /** Runs the tests whose names begin so. */
  static ContractRun of(Supplier<ChannelFixture> newFixtures, String begin) {
    PostDiscoveryFilter filter =
        descriptor ->
            FilterResult.includedIf(
                !(descriptor.getSource().orElse(null) instanceof MethodSource method)
                    || TESTS.matcher(method.getMethodName()).matches()
                        && method.getMethodName().startsWith(begin));
    ContractRun run = new ContractRun();
    fixtures = newFixtures;
    Watchdog.within(
        LIMIT,
        () ->
            LauncherFactory.create()
                .execute(
                    request()
                        .selectors(selectClass(Contract.class))
                        .filters(includeEngines("junit-jupiter"), filter)
                        .build(),
                    run));
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier id, TestExecutionResult result) {
    if (id.isTest() && id.getSource().orElse(null) instanceof MethodSource method) {
      String test = method.getMethodName();
      Outcome outcome = outcome(result);
      outcomes.merge(test, outcome, (one, two) -> one.compareTo(two) < 0 ? one : two);
      if (outcome == Outcome.FAILED) {
        failures.putIfAbsent(test, result.getThrowable().orElseThrow());
      }
    }
  }

  private Outcome outcome(TestExecutionResult result) {
    if (fixture instanceof PeerFixture peer && peer.hasMissed()) {
      return Outcome.NOT_OFFERED;
    }
    return switch (result.getStatus()) {
      case SUCCESSFUL -> Outcome.PASSED;
      case ABORTED -> Outcome.NOT_PROMISED;
      case FAILED -> Outcome.FAILED;
    };
  }

  /** Returns how each test has ended, by its name. */
  Map<String, Outcome> outcomes() {
    return outcomes;
  }

  /** Returns what each test that has failed has failed with first. */
  Map<String, Throwable> failures() {
    return failures;
  }
}
