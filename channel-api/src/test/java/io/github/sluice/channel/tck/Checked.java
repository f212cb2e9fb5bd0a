// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What a model checker does to a channel of numbers with two handles and at most one permit at a
 * time: operations that never wait. It does the same to the sequential model.
 */
interface Checked {
  SendResult trySend(int handle, Integer message);

  @Nullable Integer tryReceive();

  @Nullable SendResult tryReserve(int messages);

  @Nullable SendResult sendPermitted(Integer message);

  void closePermit();

  /** Begins a send that waits in the queue, if the channel has such sends. */
  void send(Integer message);

  boolean withdraw();

  void closeHandle(int handle);

  boolean upgrade();

  void close();

  void cancel();

  boolean isClosed();

  boolean isTerminated();

  int size();

  int remainingCapacity();
}
