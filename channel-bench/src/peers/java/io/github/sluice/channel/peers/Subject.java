// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.sync.BlockingChannel;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the contract is run against: a column of the table. */
enum Subject {
  SLUICE("Sluice", BlockingFixture::new),
  ARRAY_BLOCKING_QUEUE("`ArrayBlockingQueue`", ArrayPeer::new, ThreadKind.PLATFORM, false),
  JOX("jox", JoxPeer::new, ThreadKind.VIRTUAL, true),
  KOTLIN("Kotlin", KotlinPeer::new, ThreadKind.PLATFORM, true),
  MPSC("`MpscArrayQueue`", JctoolsPeer::array, ThreadKind.PLATFORM, true),
  MPSC_ATOMIC("`MpscAtomicArrayQueue`", JctoolsPeer::atomic, ThreadKind.PLATFORM, true),
  MPSC_BLOCKING(
      "`MpscBlockingConsumerArrayQueue`", JctoolsPeer::blockingConsumer, ThreadKind.PLATFORM, true);

  private final String title;
  private final Supplier<ChannelFixture> fixtures;

  Subject(String title, PeerFixture.Opening opening, ThreadKind threads, boolean isFair) {
    this(title, () -> new PeerFixture(opening, threads, isFair));
  }

  Subject(String title, Supplier<ChannelFixture> fixtures) {
    this.title = title;
    this.fixtures = fixtures;
  }

  /** Returns its name, in Markdown. */
  String title() {
    return title;
  }

  ChannelFixture newFixture() {
    return fixtures.get();
  }

  /** Our blocking channel, with all that it has. */
  private static final class BlockingFixture extends ThreadFixture {
    BlockingFixture() {
      super(ThreadKind.PLATFORM);
    }

    @Override
    public boolean strictlyFifo() {
      return false;
    }

    @Override
    public boolean hasRendezvous() {
      return true;
    }

    @Override
    protected <T> Ends<T> open(int capacity, Consumer<? super T> onUndelivered) {
      BlockingChannel<T> channel = BlockingChannel.bounded(capacity, onUndelivered);
      return new Ends<>(channel::sender, channel.receiver());
    }
  }
}
