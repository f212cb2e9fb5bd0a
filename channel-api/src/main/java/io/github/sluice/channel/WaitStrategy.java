// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * How a thread passes the time before it parks, when it must wait for a message or for capacity.
 * Chosen when a channel is built; what is sent and received, and in which order, does not depend on
 * it.
 *
 * {@snippet id="WaitStrategy" lang="java" :
 * BlockingChannel<String> orders =
 *     BlockingChannel.<String>builder(100).waitStrategy(WaitStrategy.PARKING).build();
 * }
 */
public enum WaitStrategy {
  /**
   * The thread tries again between pauses of the processor or yields, for at most some tens of
   * microseconds, and then parks. How long adapts to how earlier waits ended, and to whether other
   * threads want the processor. The default, and the fastest between threads that have processors.
   */
  ADAPTIVE,

  /**
   * The thread yields once and then parks. A wait uses next to no processor time and takes some
   * microseconds longer. For services that wait most of the time, for processors that are shared or
   * charged for, and for tests with a simulated scheduler, which would spend its schedules on
   * yields.
   */
  PARKING
}
