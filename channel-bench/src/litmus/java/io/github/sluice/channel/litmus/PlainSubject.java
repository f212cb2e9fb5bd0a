// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * A channel for one message, of plain fields and with nothing else that would keep a compiler or a
 * processor from changing the order of reads or of writes: nothing in it happens-before anything.
 * For the tests of what plain writes a message, capacity or the end carries with it, none of which
 * sends twice or after the end.
 */
final class PlainSubject extends Subject {
  /** The one that is received; every test expects it. */
  private static final Integer MESSAGE = 1;

  /** Not a reference, with whose writes the garbage collector's fences come. */
  private boolean full;

  private boolean closed;

  /** Without branches, which would keep what follows from coming before. */
  @Override
  SendResult trySend(Integer message) {
    boolean refused = closed;
    boolean fits = !full;
    full = true;
    return refused ? SendResult.CLOSED : fits ? SendResult.SENT : SendResult.FULL;
  }

  @Override
  Permit<Integer> tryReserve() {
    return new PlainPermit();
  }

  @Override
  @Nullable Integer tryReceive() {
    boolean received = full;
    full = false;
    return received ? MESSAGE : null;
  }

  @Override
  void closeSender() {
    closed = true;
  }

  @Override
  void closeReceiver() {
    closed = true;
  }

  @Override
  boolean isTerminated() {
    return closed;
  }

  /** Leave to fill the channel. */
  private final class PlainPermit implements Permit<Integer> {
    @Override
    public SendResult send(Integer message) {
      full = true;
      return SendResult.SENT;
    }

    @Override
    public int remaining() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
