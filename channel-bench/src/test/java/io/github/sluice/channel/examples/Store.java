// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the examples of the Javadoc store messages in. */
final class Store implements AutoCloseable {
  final List<String> rows = new ArrayList<>();

  /** The stages of {@link #appendAsync} that a test has not completed yet. */
  final List<CompletableFuture<Void>> incomplete = new ArrayList<>();

  boolean isFull;
  boolean isClosed;

  void append(String row) {
    if (isFull) {
      throw new IllegalStateException("the store is full");
    }
    rows.add(row);
  }

  CompletableFuture<Void> appendAsync(String row) {
    append(row);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    incomplete.add(stage);
    return stage;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
