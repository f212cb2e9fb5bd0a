// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

// begin timed
/** Sends within a time limit; whose time that is, the constructor says. */
record TimedSender<T>(AsyncSender<T> sender, Function<Duration, CompletableFuture<Void>> after) {
  /** Real time; a test has {@code clock::after} of a VirtualClock instead. */
  static CompletableFuture<Void> realTime(Duration delay) {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  CompletableFuture<SendResult> trySend(T message, Duration timeout) {
    CompletableFuture<Void> sent = sender.send(message);
    CompletableFuture<Void> time = after.apply(timeout);
    time.thenRun(() -> sent.cancel(false)); // withdraws the message, unless it has been accepted
    return sent.handle(
        (accepted, failure) -> {
          time.complete(null); // leaves no timer behind
          if (failure instanceof CancellationException) {
            return SendResult.TIMED_OUT;
          } else if (failure != null) {
            throw new CompletionException(failure); // the channel is closed
          }
          return SendResult.SENT;
        });
  }
}

// end timed
