// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

/**
 * How a test has ended. The runs of a test with several parameters count as the first of these that
 * one of them has ended with.
 */
enum Outcome {
  FAILED,
  PASSED,
  /** It uses an operation that there is not. */
  NOT_OFFERED,
  /** The fixture does not promise what it tests. */
  NOT_PROMISED
}
