// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.ChannelModel;
import io.github.sluice.channel.tck.ModelHandle;
import io.github.sluice.channel.tck.ModelWaiter;
import io.github.sluice.channel.tck.Modelled;
import io.github.sluice.channel.tck.ModelledPermits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The futures of the senders of a {@link ModelledAsyncChannel}, and what they must show. */
final class ModelledSends {
  private static final Duration LONG = Duration.ofHours(1);

  /** A send. Its future has a value if it is one with a timeout. */
  private record Send(Integer message, ModelWaiter model, CompletableFuture<?> real) {}

  private record Request(ModelWaiter model, CompletableFuture<Permit<Integer>> real) {}

  private final ChannelModel model;
  private final List<Send> sends = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();

  ModelledSends(ChannelModel model) {
    this.model = model;
  }

  void send(Modelled<AsyncSender<Integer>, ModelHandle> handle, Integer message) {
    sends.add(new Send(message, model.send(handle.model(), message), handle.real().send(message)));
  }

  void sendTimed(Modelled<AsyncSender<Integer>, ModelHandle> handle, Integer message, int choice) {
    if (choice % 3 == 0) {
      SendResult expected = model.trySend(handle.model(), message);
      CompletableFuture<SendResult> real =
          handle.real().trySend(message, Duration.ofNanos(-choice));
      if (expected == SendResult.CLOSED) {
        ChannelClosedException closed =
            assertThrows(ChannelClosedException.class, () -> resultOf(real));
        assertEquals(message, closed.undelivered());
      } else {
        assertEquals(
            expected == SendResult.FULL ? SendResult.TIMED_OUT : expected,
            resultOf(real),
            "trySend in no time");
      }
    } else {
      sends.add(
          new Send(
              message, model.send(handle.model(), message), handle.real().trySend(message, LONG)));
    }
  }

  void withdrawSend(int choice) {
    if (sends.isEmpty()) {
      return;
    }
    Send send = sends.get(sends.size() - 1 - choice % sends.size());
    boolean already = send.model.outcome() == SendResult.TIMED_OUT;
    boolean withdrawn = model.withdraw(send.model);
    if (choice % 2 == 0) {
      assertEquals(withdrawn || already, send.real.cancel(true), "cancel");
    } else {
      send.real.complete(null);
    }
  }

  void reserve(Modelled<AsyncSender<Integer>, ModelHandle> handle, int messages) {
    if (messages > handle.real().capacity()) {
      assertThrows(IllegalArgumentException.class, () -> handle.real().reserve(messages));
    } else {
      requests.add(
          new Request(model.reserve(handle.model(), messages), handle.real().reserve(messages)));
    }
  }

  void withdrawRequest(int choice) {
    if (!requests.isEmpty()) {
      Request request = requests.get(choice % requests.size());
      assertEquals(model.withdraw(request.model), request.real.cancel(true), "cancel");
    }
  }

  /** Returns whether all futures are done that the model says are. */
  boolean haveAllHappened() {
    return sends.stream().allMatch(one -> one.real.isDone() || one.model.outcome() == null)
        && requests.stream().allMatch(one -> one.real.isDone() || one.model.outcome() == null);
  }

  /** Compares a request that is over, and forgets it; false if there is none. */
  boolean takeRequest(ModelledPermits permits) {
    for (Request request : requests) {
      SendResult expected = request.model.outcome();
      String what = "reserve, " + expected + ": " + request.real;
      assertEquals(expected != null, request.real.isDone(), what);
      if (expected != null) {
        requests.remove(request);
        if (expected == SendResult.SENT) {
          permits.add(request.real.join(), request.model.permit());
        } else if (expected == SendResult.CLOSED) {
          assertNull(
              assertThrows(ChannelClosedException.class, () -> resultOf(request.real))
                  .undelivered());
        } else {
          assertTrue(request.real.isCancelled(), what);
        }
        return true;
      }
    }
    return false;
  }

  void compare() {
    for (Send send : sends) {
      compare(send);
    }
  }

  private static void compare(Send send) {
    SendResult expected = send.model.outcome();
    String what = "send of " + send.message + ", " + expected + ": " + send.real;
    assertEquals(expected != null, send.real.isDone(), what);
    if (expected == SendResult.TIMED_OUT) {
      assertTrue(send.real.isCancelled(), what);
    } else if (expected != null && !send.real.isCompletedExceptionally()) {
      Object result = send.real.join();
      assertEquals(result == null ? SendResult.SENT : result, expected, what);
    } else if (expected != null) {
      assertEquals(SendResult.CLOSED, expected, what);
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, () -> resultOf(send.real));
      assertEquals(send.message, closed.undelivered(), what);
    }
  }

  /** Returns what a future has been completed with, or throws what it has failed with. */
  static <R> R resultOf(CompletableFuture<R> future) {
    assertTrue(future.isDone(), "it should not wait: " + future);
    assertFalse(future.isCancelled(), "it has been cancelled: " + future);
    try {
      return future.join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }
}
