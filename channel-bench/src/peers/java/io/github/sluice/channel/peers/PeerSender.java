// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What sends to a {@link Peer}. No peer counts its senders, so that closing one ends the stream
 * only if it has been the only one; with more of them it is not offered.
 */
final class PeerSender<T> extends PeerEnd<T> implements Sender<T> {
  private final AtomicInteger senders;

  /**
   * Creates a sender.
   *
   * @param senders how many the channel has, this one included
   */
  PeerSender(Peer<T> peer, AtomicInteger senders) {
    super(peer);
    this.senders = senders;
  }

  @Override
  public SendResult trySend(T message) {
    return peer.trySend(message);
  }

  @Override
  public void close() {
    if (senders.get() > 1) {
      peer.notOffered("counted handles");
    }
    peer.end();
  }

  @Override
  public void closeExceptionally(Throwable cause) {
    peer.fail(cause);
  }

  @Override
  public Permit<T> tryReserve(int messages) {
    return peer.notOffered("tryReserve");
  }

  @Override
  public Sender<T> copy() {
    return peer.notOffered("copy");
  }

  @Override
  public WeakSender<? extends Sender<T>> downgrade() {
    return peer.notOffered("downgrade");
  }

  @Override
  public CompletableFuture<Void> closeFuture() {
    return peer.notOffered("closeFuture");
  }

  @Override
  public boolean sameChannel(Sender<?> other) {
    return peer.notOffered("sameChannel");
  }

  @Override
  public int senderCount() {
    return peer.notOffered("senderCount");
  }
}
