// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/** The Reactive Streams TCK, for a sender's subscriber whose signals are watched. */
@SuppressWarnings("exports") // of the TCK, which is on the class path
public class SubscriberWhiteboxTest extends FlowSubscriberWhiteboxVerification<Integer> {
  public SubscriberWhiteboxTest() {
    super(TckEnvironment.create());
  }

  @Override
  protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
    return new Watched(AsyncChannel.<Integer>bounded(10).sender().subscriber(), probe);
  }

  @Override
  public Integer createElement(int element) {
    return element;
  }

  /** Passes signals on, and then notifies the probe. */
  private static final class Watched implements Flow.Subscriber<Integer> {
    private final Flow.Subscriber<Integer> subscriber;
    private final WhiteboxSubscriberProbe<Integer> probe;

    Watched(Flow.Subscriber<Integer> subscriber, WhiteboxSubscriberProbe<Integer> probe) {
      this.subscriber = subscriber;
      this.probe = probe;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
      probe.registerOnSubscribe(
          new SubscriberPuppet() {
            @Override
            public void triggerRequest(long elements) {
              subscription.request(elements);
            }

            @Override
            public void signalCancel() {
              subscription.cancel();
            }
          });
    }

    @Override
    public void onNext(Integer message) {
      subscriber.onNext(message);
      probe.registerOnNext(message);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
      probe.registerOnError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
      probe.registerOnComplete();
    }
  }
}
