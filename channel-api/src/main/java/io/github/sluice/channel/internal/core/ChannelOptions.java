// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.ring.EvictingRing;
import io.github.sluice.channel.internal.ring.MpscRing;
import io.github.sluice.channel.internal.ring.RendezvousRing;
import io.github.sluice.channel.internal.ring.WeightedRing;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The options that the builders of both channels have in common. */
public final class ChannelOptions<T> {
  private final int capacity;
  @Nullable String name;
  Consumer<? super T> onUndelivered = message -> {};
  Overflow overflow = Overflow.WAIT;
  WaitStrategy waitStrategy = WaitStrategy.ADAPTIVE;
  private @Nullable ToIntFunction<? super T> weigher;

  public ChannelOptions(int capacity) {
    this.capacity = capacity;
  }

  public ChannelOptions<T> name(String newName) {
    name = Objects.requireNonNull(newName, "name");
    return this;
  }

  public ChannelOptions<T> onUndelivered(Consumer<? super T> action) {
    onUndelivered = Objects.requireNonNull(action, "onUndelivered");
    return this;
  }

  public ChannelOptions<T> overflow(Overflow newOverflow) {
    overflow = Objects.requireNonNull(newOverflow, "overflow");
    return this;
  }

  public ChannelOptions<T> weigher(ToIntFunction<? super T> newWeigher) {
    weigher = Objects.requireNonNull(newWeigher, "weigher");
    return this;
  }

  public ChannelOptions<T> waitStrategy(WaitStrategy newWaitStrategy) {
    waitStrategy = Objects.requireNonNull(newWaitStrategy, "waitStrategy");
    return this;
  }

  /**
   * Creates the ring that has the capacity asked for.
   *
   * @param channel returns the name of the channel
   */
  MpscRing<T> newRing(Supplier<String> channel) {
    try {
      return ring(channel);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(cannotCreate() + refused.getMessage(), refused.getCause());
    }
  }

  /** Returns how the text of an exception begins that refuses options. */
  public String cannotCreate() {
    return name == null ? "cannot create a channel: " : "cannot create channel " + name + ": ";
  }

  private MpscRing<T> ring(Supplier<String> channel) {
    boolean isEvicting = overflow == Overflow.DROP_OLDEST;
    if (isEvicting && (capacity == 0 || weigher != null)) {
      throw new IllegalArgumentException(
          "DROP_OLDEST needs a capacity of at least 1 message, not "
              + (weigher == null ? "0" : "one by weight")
              + ". Use DROP_NEWEST, or WAIT");
    }
    if (weigher != null) {
      return new WeightedRing<>(capacity, WeightedRing.checked(weigher, channel));
    }
    if (capacity == 0) {
      return new RendezvousRing<>();
    }
    return isEvicting ? new EvictingRing<>(capacity) : new MpscRing<>(capacity);
  }
}
