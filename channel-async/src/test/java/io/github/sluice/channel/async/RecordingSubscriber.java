// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes all signals, and whether any of them came inside or beside another. */
public class RecordingSubscriber implements Flow.Subscriber<Integer> {
  public final List<Integer> received = Collections.synchronizedList(new ArrayList<>());
  public volatile Flow.Subscription subscription;

  /** What onError was given, or "complete". */
  public volatile Object end;

  /** How many signals broke 1.3 or 1.7. */
  final AtomicInteger violations = new AtomicInteger();

  private final AtomicInteger inside = new AtomicInteger();

  public RecordingSubscriber() {}

  private void signal(Runnable action) {
    if (inside.getAndIncrement() != 0 || end != null) {
      violations.incrementAndGet();
    }
    try {
      action.run();
    } finally {
      inside.decrementAndGet();
    }
  }

  /** Called by onSubscribe. */
  void subscribed() {}

  /** Called by onNext, after the message has been noted. */
  void received(Integer message) {}

  @Override
  public final void onSubscribe(Flow.Subscription given) {
    signal(
        () -> {
          subscription = given;
          subscribed();
        });
  }

  @Override
  public final void onNext(Integer message) {
    signal(
        () -> {
          received.add(message);
          received(message);
        });
  }

  @Override
  public final void onError(Throwable failure) {
    signal(() -> end = failure);
  }

  @Override
  public final void onComplete() {
    signal(() -> end = "complete");
  }
}
