// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.async.AsyncChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A channel from a polling thread, which never waits for it, to a thread that writes batches. */
final class Lane<T> {
  /** How many records a poll returns at most. */
  static final int POLL_SIZE = 100;

  private static final int CAPACITY = 400;
  private static final int BATCH = 200;
  private static final Duration LINGER = Duration.ofMillis(20);

  private final Runnable wakeup;
  private final AsyncSender<T> sender;
  private CompletableFuture<Permit<T>> permit;

  Lane(Runnable wakeup, Consumer<List<T>> write) {
    this.wakeup = wakeup;
    AsyncChannel<T> channel = AsyncChannel.bounded(CAPACITY);
    sender = channel.sender();
    permit = sender.reserve(POLL_SIZE);
    Runnable writer =
        () -> {
          try (var records = channel.receiver().blocking()) { // closed also if writing fails
            records.forEachBatch(BATCH, LINGER, write);
          }
        };
    new Thread(writer, "writer").start();
  }

  /** Returns whether all that a poll returns would fit; if not, wakes the poll up when it does. */
  boolean isReady() {
    if (permit.isDone() && permit.join().remaining() < POLL_SIZE) { // throws if writing has failed
      permit.join().close();
      permit = sender.reserve(POLL_SIZE);
      if (!permit.isDone()) {
        permit.whenComplete((granted, failure) -> wakeup.run()); // in the writing thread
      }
    }
    return permit.isDone();
  }

  /** Hands a record over; the lane was ready before the poll, so this need not wait. */
  void send(T record) {
    permit.join().send(record);
  }

  /** Ends the writing thread when it has written what was sent. */
  void close() {
    permit.cancel(false); // a permit that has been granted is returned
    sender.close();
  }
}
