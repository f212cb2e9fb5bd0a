// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.infra.Blackhole;

/** A channel from one thread that never waits: when it is full, the oldest message is dropped. */
public interface LossyPipe {
  /** How much work each message is for the receiver: some microseconds. */
  long TOKENS = 1000;

  /** Sends a message. */
  void send(Object message);

  /**
   * Begins to receive and to work, in the executor that the channel has been opened with.
   *
   * @param last the message with which that ends
   * @return how many messages have been received, that one included
   */
  CompletableFuture<Long> receiveUntil(Object last);

  /** Returns how many messages have been dropped, to the thread that sends. */
  long dropped();

  /** Receives and works until a message comes, with calls that wait. */
  static CompletableFuture<Long> receive(Callable<Object> next, Object last, Executor executor) {
    CompletableFuture<Long> all = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            long received = 1;
            for (Object message = next.call(); message != last; message = next.call()) {
              work();
              received++;
            }
            all.complete(received);
          } catch (Exception e) {
            all.completeExceptionally(e);
          }
        });
    return all;
  }

  /** Works on a message. */
  static void work() {
    Blackhole.consumeCPU(TOKENS);
  }
}
