// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

/**
 * A channel or queue of the user's own, to be measured beside the others. Its class has a public
 * constructor without parameters, and is named in a file {@code
 * META-INF/services/io.github.sluice.channel.bench.contenders.OwnContender} on the class path.
 *
 * <p>It is measured between threads: in the protocol, in streams, round trips and bursts, at a
 * rate, and as requests with replies. Before that numbered messages show whether each comes once,
 * and in the order in which its producer has sent it.
 */
public interface OwnContender {
  /**
   * Returns its name, which is an argument of {@code --contenders} and stands in reports:
   * lower-case letters and digits, with single dashes between them. No other contender has it.
   */
  String id();

  /** Says in one line what it is. */
  String description();

  /**
   * Opens a new channel. Both ends wait, by parking or by spinning. If there is a {@code
   * BlockingQueue}, that is {@code new BlockingQueuePipe(queue)}.
   *
   * @param capacity how many messages it holds before a send waits, at least 1; it may be more if
   *     the channel rounds up
   */
  Pipe open(int capacity);

  /**
   * Returns whether streams through it can be compared with those of others: not if it rounds the
   * capacity up by far, nor if so many producers would only spin. By default always.
   *
   * @param capacity from 0 on; 0 is a rendezvous, and false for it by default
   */
  default boolean suits(int capacity, int producers) {
    return capacity > 0;
  }

  /**
   * Returns whether virtual threads can use it: not if its ends spin, which can keep the thread
   * from its processor that they wait for. By default true.
   */
  default boolean suitsVirtualThreads() {
    return true;
  }
}
