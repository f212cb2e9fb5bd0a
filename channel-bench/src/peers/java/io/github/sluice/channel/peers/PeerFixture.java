// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.TestedChannel;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The channels of a peer, in which threads wait. */
final class PeerFixture implements ChannelFixture {
  /** Creates channels of one kind. */
  interface Opening {
    <T> Peer<T> open(int capacity, Consumer<? super T> onUndelivered);
  }

  private final Opening opening;
  private final ThreadKind threads;
  private final boolean isFair;
  private final PendingThreads waiting = new PendingThreads(this::newThread);

  /** Of each channel; not the channels, which nothing but their ends may hold. */
  private final Collection<Set<String>> missing = new ConcurrentLinkedQueue<>();

  /**
   * Creates a fixture.
   *
   * @param isFair whether to test that senders that wait are granted in their order
   */
  PeerFixture(Opening opening, ThreadKind threads, boolean isFair) {
    this.opening = opening;
    this.threads = threads;
    this.isFair = isFair;
  }

  /** Returns whether an operation has been used that the peer does not have. */
  boolean hasMissed() {
    return missing.stream().anyMatch(operations -> !operations.isEmpty());
  }

  @Override
  public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
    Peer<T> peer = opening.open(capacity, onUndelivered);
    missing.add(peer.missing);
    return new Tested<>(peer);
  }

  @Override
  public boolean strictlyFifo() {
    return isFair;
  }

  @Override
  public boolean hasOneOwner() {
    return false;
  }

  @Override
  public boolean isSelectable() {
    return false;
  }

  @Override
  public Thread newThread(Runnable task) {
    return threads.newThread(task);
  }

  @Override
  public void close() {
    waiting.close();
  }

  private final class Tested<T> implements TestedChannel<T> {
    private final Peer<T> peer;
    private final PeerReceiver<T> receiver;
    private final AtomicInteger senders = new AtomicInteger();

    Tested(Peer<T> peer) {
      this.peer = peer;
      receiver = new PeerReceiver<>(peer);
    }

    @Override
    public Sender<T> sender() {
      senders.incrementAndGet();
      return new PeerSender<>(peer, senders);
    }

    @Override
    public Receiver<T> receiver() {
      return receiver;
    }

    @Override
    public Pending<?> beginSend(Sender<T> through, T message) {
      return waiting.begin(
          peer,
          () -> {
            peer.send(message);
            return null;
          });
    }

    @Override
    public Pending<T> beginReceive() {
      return waiting.begin(peer, peer::receive);
    }

    @Override
    public void send(Sender<T> through, T message) throws InterruptedException {
      peer.send(message);
    }

    @Override
    public T receive() throws InterruptedException {
      return peer.receive();
    }

    @Override
    public String toString() {
      return peer + " " + waiting;
    }
  }
}
