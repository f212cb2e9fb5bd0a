// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a stream ends, and who is told. */
class StreamEndTest {
  private final List<Runnable> callbacks = new ArrayList<>();
  private final MpscRing<String> ring = new MpscRing<>(1);
  private final StreamEnd end = new StreamEnd(ring, callbacks::add);
  private final Throwable cause = new IllegalStateException("cause");

  @Test
  void x11_aFailureThatCameTooLateIsNone() {
    ring.close(TailWord.CLOSED);
    end.causeFailure(cause);
    assertFalse(ring.close(TailWord.FAILED));
    assertFalse(end.isFailure());
    assertNull(end.refusal("message").getCause());
    end.throwIfFailed();
  }

  @Test
  void x11_theFirstFailureCounts() {
    end.causeFailure(cause);
    end.causeFailure(new IllegalStateException("another"));
    assertFalse(end.isFailure(), "not yet");
    ring.close(TailWord.FAILED);
    assertTrue(end.isFailure());
    assertSame(cause, end.refusal(null).getCause());
    assertSame(cause, assertThrows(ChannelFailedException.class, end::throwIfFailed).getCause());
  }

  @Test
  void a8_closedIsToldInACallback() {
    CompletableFuture<?> closed = end.closed();
    assertSame(closed, end.closed());
    ring.close(TailWord.CLOSED);
    end.tellClosed();
    assertFalse(closed.isDone());
    callbacks.forEach(Runnable::run);
    assertTrue(closed.isDone());
  }

  @Test
  void h4_whoAsksAfterTheEndNeedNotWait() {
    ring.close(TailWord.CLOSED);
    end.tellClosed();
    assertTrue(end.closed().isDone());
    assertSame(end.closed(), end.closed());
    assertEquals(List.of(), callbacks);
  }
}
