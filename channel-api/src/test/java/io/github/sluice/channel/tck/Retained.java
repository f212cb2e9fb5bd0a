// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.Sender;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Observes from outside whether a channel is retained by what a user keeps of it: by its {@code
 * onUndelivered}, which the channel's state holds, and by messages, which its ring holds.
 */
public final class Retained {
  private final List<WeakReference<Object>> references = new ArrayList<>();

  /** Creates an observer of nothing. */
  public Retained() {}

  /**
   * Creates a callback that a channel retains.
   *
   * @return an {@code onUndelivered} that is observed
   */
  public Consumer<Object> onUndelivered() {
    List<Object> undelivered = new ArrayList<>(); // makes it an object of its own
    Consumer<Object> callback = undelivered::add;
    observe(callback);
    return callback;
  }

  /**
   * Creates a message.
   *
   * @return an object that is observed
   */
  public Object message() {
    Object message = new Object();
    observe(message);
    return message;
  }

  /**
   * Observes an object.
   *
   * @param object what must not be retained
   */
  public void observe(Object object) {
    references.add(new WeakReference<>(object));
  }

  /**
   * Fills a channel with observed messages.
   *
   * @param sender a handle of the channel
   */
  public void fill(Sender<Object> sender) {
    while (sender.remainingCapacity() > 0) {
      sender.trySend(message());
    }
  }

  /**
   * Waits until nothing observed is retained.
   *
   * @param kept what is kept
   */
  public void assertCollected(Object kept) {
    Garbage.awaitCollected("a channel and its messages", kept, references);
  }
}
