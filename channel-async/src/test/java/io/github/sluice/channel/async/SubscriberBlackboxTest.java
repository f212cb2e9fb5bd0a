// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The Reactive Streams TCK, for a sender's subscriber as others see it. */
@SuppressWarnings("exports") // of the TCK, which is on the class path
public class SubscriberBlackboxTest extends FlowSubscriberBlackboxVerification<Integer> {
  public SubscriberBlackboxTest() {
    super(TckEnvironment.create());
  }

  @Override
  public Flow.Subscriber<Integer> createFlowSubscriber() {
    return AsyncChannel.<Integer>bounded(10).sender().subscriber();
  }

  @Override
  public Integer createElement(int element) {
    return element;
  }
}
