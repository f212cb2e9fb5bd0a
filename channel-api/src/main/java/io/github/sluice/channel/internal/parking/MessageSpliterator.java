// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages to come, for a stream. It takes one only to hand it on at once. */
final class MessageSpliterator<T> implements Spliterator<T> {
  private final MessageIterator<T> messages;

  MessageSpliterator(MessageIterator<T> messages) {
    this.messages = messages;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    return messages.advance(action);
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    messages.forEachRemaining(action);
  }

  /** Never splits: there is one receiver, in one thread, and splitting would mean taking ahead. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
