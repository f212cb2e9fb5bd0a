// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.concurrent.Flow;

/**
 * What ends in a channel when a reactive stream is cut short that enters or leaves it: when a
 * subscription of {@link AsyncReceiver#publisher(EndScope)} is cancelled, or the publisher fails
 * whose messages {@link AsyncSender#subscriber(EndScope)} sends.
 *
 * {@snippet id="EndScope" lang="java" :
 * receiver.publisher(EndScope.HANDLE).subscribe(subscriber);
 * sender.trySend("one");
 * subscriber.cancel(); // frees the receiver, and leaves the channel open
 * sender.trySend("two"); // for the next one that receives
 * }
 */
public enum EndScope {
  /**
   * The channel. A {@linkplain Flow.Subscription#cancel() cancellation} closes it; a {@linkplain
   * Flow.Subscriber#onError failure} ends its stream, for all its senders.
   */
  CHANNEL,

  /**
   * The one handle. A cancellation frees the receiver, and another publisher can be subscribed to;
   * a failure closes the sender handle, as the publisher's end does, and is dropped.
   */
  HANDLE
}
