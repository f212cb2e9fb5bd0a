// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A contender of the user's own. What measures it needs its {@link OwnContender} on the class path;
 * what reports it does not.
 */
record OwnPeer(String label) implements Contender {
  /**
   * Checks the label.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  OwnPeer {
    OwnContenders.requireId(label);
  }

  private OwnContender implementation() {
    return OwnContenders.find(label);
  }

  @Override
  public String description() {
    return implementation().description();
  }

  @Override
  public String toString() {
    return label;
  }

  @Override
  public Users users() {
    return implementation().suitsVirtualThreads() ? Users.THREADS : Users.PLATFORM_THREADS;
  }

  @Override
  public boolean suits(int capacity, int producers) {
    return implementation().suits(capacity, producers);
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public boolean isOwn() {
    return true;
  }

  @Override
  public boolean isPeer() {
    return true;
  }

  @Override
  public boolean isInProtocol() {
    return true;
  }

  @Override
  public boolean isRust() {
    return false;
  }

  @Override
  public boolean needsRegistry() {
    return false;
  }

  /** Returns the description, which is not known any more when a report is written again. */
  @Override
  public Optional<String> setting() {
    return Optional.of(description());
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public Link open(int capacity) {
    return new PipeLink(pipe(capacity));
  }

  @Override
  public Pipe pipe(int capacity) {
    return implementation().open(capacity);
  }

  @Override
  public Tasks tasks() {
    throw notMeasuredSo();
  }

  @Override
  public Pipe selectPipe(int capacity, int channels, int producers) {
    throw notMeasuredSo();
  }

  @Override
  public Tasks selectTasks(int channels, int producers) {
    throw notMeasuredSo();
  }

  @Override
  public LossyPipe lossyPipe(int capacity, Executor receiver) {
    throw notMeasuredSo();
  }

  private IllegalStateException notMeasuredSo() {
    return new IllegalStateException(label + " is not measured so");
  }
}
