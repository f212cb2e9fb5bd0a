// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Requests everything, and needs little stack and no heap for it. */
final class FaultSubscriber implements Flow.Subscriber<Integer> {
  private final List<Integer> received;
  private volatile Flow.@Nullable Subscription subscription;

  FaultSubscriber(List<Integer> received) {
    this.received = received;
  }

  /** Cancels the subscription, if there is one. */
  void cancel() {
    Flow.Subscription begun = subscription;
    if (begun != null) {
      begun.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Integer message) {
    received.add(message);
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
