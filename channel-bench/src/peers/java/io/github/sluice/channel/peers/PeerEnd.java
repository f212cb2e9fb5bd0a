// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.ChannelState;

/** What both ends say of the state of a {@link Peer}. */
abstract class PeerEnd<T> implements ChannelState {
  final Peer<T> peer;

  PeerEnd(Peer<T> peer) {
    this.peer = peer;
  }

  @Override
  public final String name() {
    return peer.notOffered("name");
  }

  @Override
  public final int size() {
    return peer.size();
  }

  @Override
  public final int capacity() {
    return peer.capacity();
  }

  @Override
  public final int remainingCapacity() {
    return peer.remainingCapacity();
  }

  @Override
  public final int outstandingPermits() {
    return peer.notOffered("outstandingPermits");
  }

  @Override
  public final int waitingSenders() {
    return peer.notOffered("waitingSenders");
  }

  @Override
  public final boolean isClosed() {
    return peer.isClosed();
  }
}
