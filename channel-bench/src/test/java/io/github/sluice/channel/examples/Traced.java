// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.opentelemetry.context.Context;
import java.util.function.Consumer;

// begin traced
/** A message and the context in which it was sent: the span, the baggage. */
record Traced<T>(T message, Context context) {
  /** Called where the message is sent. */
  static <T> Traced<T> current(T message) {
    return new Traced<>(message, Context.current());
  }

  /** Wraps what the receiver does, so that its spans are children of the sender's. */
  static <T> Consumer<Traced<T>> inContext(Consumer<? super T> action) {
    return traced -> traced.context().wrap(() -> action.accept(traced.message())).run();
  }
}
// end traced
