// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

/**
 * A send or a receive that has been begun, and that may have to wait.
 *
 * @param <R> what the operation results in
 */
public interface Pending<R> {
  /**
   * Returns whether the operation is over, in whichever way.
   *
   * @return true once and forever when it is
   */
  boolean isDone();

  /**
   * Waits for the end of the operation, under the {@link Watchdog}.
   *
   * @return its result
   * @throws java.util.concurrent.CancellationException if it was withdrawn
   * @throws RuntimeException what the operation failed with, unwrapped
   */
  R await();

  /**
   * Tries to make the operation one that never happened, as an interrupt does to a waiting thread
   * and {@code cancel} to a future, and waits until it is certain which of both it is.
   *
   * @return true if the operation has been withdrawn; false if it had ended, or ends by itself
   */
  boolean withdraw();
}
