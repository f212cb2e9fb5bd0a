// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.Receiver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What receives from a {@link Peer}. */
final class PeerReceiver<T> extends PeerEnd<T> implements Receiver<T> {
  PeerReceiver(Peer<T> peer) {
    super(peer);
  }

  @Override
  public T tryReceive() {
    return peer.tryReceive();
  }

  @Override
  public T peek() {
    return peer.peek();
  }

  @Override
  public int drain(Consumer<? super T> action, int limit) {
    return peer.drain(action, limit);
  }

  @Override
  public boolean isTerminated() {
    return peer.isTerminated();
  }

  @Override
  public void close() {
    peer.close();
  }

  @Override
  public void closeExceptionally(Throwable cause) {
    peer.notOffered("closeExceptionally of the receiver");
  }

  @Override
  public void cancel() {
    peer.cancel();
  }

  @Override
  public Throwable failure() {
    return peer.notOffered("failure");
  }

  @Override
  public CompletableFuture<Void> terminationFuture() {
    return peer.notOffered("terminationFuture");
  }
}
