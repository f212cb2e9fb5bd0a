// SPDX-License-Identifier: Apache-2.0

/**
 * The contract of {@code channel-api}, run against channels and queues of others. Each is adapted
 * by a {@link io.github.sluice.channel.peers.Peer}; what comes out is written to {@code
 * docs/correctness-of-peers.md}.
 */
package io.github.sluice.channel.peers;
