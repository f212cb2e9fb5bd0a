// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.util.function.Consumer;

// begin scoped
/** A message and the user in whose name it was sent, as the sender has bound it. */
record Scoped<T>(T message, String user) {
  static final ScopedValue<String> USER = ScopedValue.newInstance();

  /** Called where the message is sent. */
  static <T> Scoped<T> current(T message) {
    return new Scoped<>(message, USER.get());
  }

  /** Wraps what the receiver does, so that the user is bound there as well. */
  static <T> Consumer<Scoped<T>> inScope(Consumer<? super T> action) {
    return scoped ->
        ScopedValue.where(USER, scoped.user()).run(() -> action.accept(scoped.message()));
  }
}

// end scoped
