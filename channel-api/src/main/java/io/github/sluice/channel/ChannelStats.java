// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * What has happened in a channel, in numbers; see {@link Channel#stats()}.
 *
 * {@snippet id="ChannelStats" lang="java" :
 * ChannelStats before = channel.stats();
 * sender.trySend("order");
 * ChannelStats now = channel.stats();
 * System.out.println(now.sent() - before.sent() + " sent, " + now.refused() + " refused");
 * }
 *
 * <p>The first three are those of the whole life of the channel. The others are counted from the
 * first call of {@link Channel#stats()} on: until then they cost nothing.
 *
 * @param sent how many messages the channel has held
 * @param received how many of them have been received
 * @param undelivered how many messages will not be received, because the channel was cancelled, has
 *     dropped them ({@link Overflow}), or was closed before it had accepted what a subscriber was
 *     given
 * @param refused how many calls of {@code trySend} and {@code tryReserve} without a time limit have
 *     found no capacity
 * @param sendWaits how many sends and requests for permits have been queued for capacity
 * @param receiveWaits how often the receiver has registered to be notified of a message
 * @param mostHeld the greatest {@link ChannelState#size()} at the calls of {@link Channel#stats()}
 */
@Experimental
public record ChannelStats(
    long sent,
    long received,
    long undelivered,
    long refused,
    long sendWaits,
    long receiveWaits,
    int mostHeld) {}
