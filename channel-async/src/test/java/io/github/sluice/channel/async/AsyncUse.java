// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.BlockingUse;
import io.github.sluice.channel.tck.Watchdog;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The ways to receive through an {@link AsyncReceiver}, and through its view for threads. */
enum AsyncUse {
  RECEIVE((receiver, into, waker) -> receiver.receive().thenAccept(message -> add(message, into))),
  RECEIVE_MANY((receiver, into, waker) -> receiver.receiveMany(into, 9)),
  FOR_EACH((receiver, into, waker) -> receiver.forEach(into::add)),
  POLL((receiver, into, waker) -> add(receiver.poll(waker), into)),
  POLL_MANY((receiver, into, waker) -> receiver.pollMany(into, 9, waker)),
  SUBSCRIBE((receiver, into, waker) -> subscribe(receiver, into)),
  TRY_RECEIVE(BlockingUse.TRY_RECEIVE),
  DRAIN(BlockingUse.DRAIN),
  BLOCKING_RECEIVE(BlockingUse.RECEIVE),
  BLOCKING_TIMED_RECEIVE(BlockingUse.TIMED_RECEIVE),
  BLOCKING_RECEIVE_MANY(BlockingUse.RECEIVE_MANY),
  BLOCKING_TIMED_RECEIVE_MANY(BlockingUse.TIMED_RECEIVE_MANY),
  BLOCKING_NEXT(BlockingUse.NEXT),
  BLOCKING_STREAM(BlockingUse.STREAM);

  private interface Use {
    Object receive(AsyncReceiver<Integer> receiver, Collection<Integer> into, Waker waker)
        throws Exception;
  }

  private final Use use;

  AsyncUse(Use use) {
    this.use = use;
  }

  AsyncUse(BlockingUse use) {
    this.use =
        (receiver, into, waker) -> {
          use.receive(receiver.blocking(), into);
          return true;
        };
  }

  private static boolean add(Integer message, Collection<Integer> into) {
    return message != null && into.add(message);
  }

  private static boolean subscribe(AsyncReceiver<Integer> receiver, Collection<Integer> into) {
    RecordingSubscriber subscriber =
        new RecordingSubscriber() {
          @Override
          void subscribed() {
            subscription.request(9);
          }

          @Override
          void received(Integer message) {
            into.add(message);
          }
        };
    receiver.publisher().subscribe(subscriber);
    if (subscriber.end instanceof RuntimeException) {
      throw (RuntimeException) subscriber.end;
    }
    return true;
  }

  /**
   * Receives at least one message, if there is one. What waits for a message registers the waker,
   * blocks, or returns a future that is not complete.
   *
   * @return a future if the use leaves one
   */
  Object receive(AsyncReceiver<Integer> receiver, Collection<Integer> into, Waker waker)
      throws Exception {
    return use.receive(receiver, into, waker);
  }

  /** Receives, and returns when a future that is left has completed. */
  void receiveToTheEnd(AsyncReceiver<Integer> receiver, Collection<Integer> into) throws Exception {
    Object left = receive(receiver, into, () -> {});
    if (left instanceof CompletableFuture<?> future) {
      Watchdog.get("a receive", receiver, future);
    }
  }
}
