// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.SendResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;

/**
 * One channel of a peer: of the operations that the contract uses, those that the peer has. An
 * operation that is not overridden is not offered, and skips the test that uses it; none is
 * emulated by others.
 *
 * @param <T> the type of the messages
 */
public abstract class Peer<T> {
  /** The operations that a test has used and that the peer does not have. */
  final Set<String> missing = ConcurrentHashMap.newKeySet();

  /** Skips the running test. */
  protected final <R> R notOffered(String operation) {
    missing.add(operation);
    throw new TestAbortedException(operation + " is not offered");
  }

  /** Sends without waiting. */
  public SendResult trySend(T message) {
    return notOffered("trySend");
  }

  /** Sends, and throws ChannelClosedException if the channel is closed. */
  public void send(T message) throws InterruptedException {
    notOffered("send");
  }

  /** Receives without waiting, and returns null if there is nothing. */
  public T tryReceive() {
    return notOffered("tryReceive");
  }

  /** Receives, and returns null at the end of the stream. */
  public T receive() throws InterruptedException {
    return notOffered("receive");
  }

  /** Returns the next message without taking it. */
  public T peek() {
    return notOffered("peek");
  }

  /** Receives what there is. */
  public int drain(Consumer<? super T> action, int limit) {
    return notOffered("drain");
  }

  /** Returns how many messages are held. */
  public int size() {
    return notOffered("size");
  }

  /** Returns the capacity: what the peer says of it, or else what it was created with. */
  public abstract int capacity();

  /** Returns how many messages fit. */
  public int remainingCapacity() {
    return notOffered("remainingCapacity");
  }

  /** Ends the stream from the senders' side: what waits is sent before the end. */
  public void end() {
    notOffered("end");
  }

  /** Ends the stream with a failure. */
  public void fail(Throwable cause) {
    notOffered("closeExceptionally");
  }

  /** Ends the stream from the receiver's side: sends that wait are refused. */
  public void close() {
    notOffered("Receiver.close");
  }

  /** Ends the stream and discards what is held. */
  public void cancel() {
    notOffered("cancel");
  }

  /** Returns whether nothing can be sent any more. */
  public boolean isClosed() {
    return notOffered("isClosed");
  }

  /** Returns whether nothing can be received any more. */
  public boolean isTerminated() {
    return notOffered("isTerminated");
  }
}
