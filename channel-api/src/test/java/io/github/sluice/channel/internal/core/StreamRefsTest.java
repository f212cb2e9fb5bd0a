// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static io.github.sluice.channel.internal.core.StreamRefs.HANDLE;
import static io.github.sluice.channel.internal.core.StreamRefs.WAITER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** X6, X7, X8: the references that keep a stream open. */
class StreamRefsTest {
  private final StreamRefs refs = new StreamRefs();

  @Test
  void x6_x7_theLastReferenceEndsTheStream() {
    assertTrue(refs.retain(HANDLE));
    assertTrue(refs.retain(HANDLE));
    assertTrue(refs.retain(WAITER));
    assertFalse(refs.release(HANDLE));
    assertEquals(1, refs.handles());
    assertFalse(refs.release(HANDLE));
    assertEquals(0, refs.handles());
    assertTrue(refs.release(WAITER));
    assertEquals(0, refs.handles());
  }

  @Test
  void x6_theLastHandleEndsTheStreamToo() {
    assertTrue(refs.retain(HANDLE));
    assertTrue(refs.retain(WAITER));
    assertFalse(refs.release(WAITER));
    assertTrue(refs.release(HANDLE));
  }

  @Test
  void x8_anEndedStreamCannotBeRetained() {
    refs.retain(HANDLE);
    refs.release(HANDLE);
    assertFalse(refs.retain(HANDLE));
    assertFalse(refs.retain(WAITER));
    assertEquals(0, refs.handles());
  }

  @Test
  void v5_handlesAreCountedBesideManyOthers() {
    refs.retain(HANDLE);
    for (int i = 0; i < 100_000; i++) {
      refs.retain(WAITER);
    }
    assertEquals(1, refs.handles());
    assertFalse(refs.release(HANDLE));
    assertEquals(0, refs.handles());
  }

  @Test
  @Races
  void x8_x11_retainingRacesWithTheLastRelease() throws Exception {
    CoreRace.rounds(
        10_000,
        () -> {
          StreamRefs raced = new StreamRefs();
          raced.retain(HANDLE);
          AtomicInteger ends = new AtomicInteger();
          AtomicInteger retained = new AtomicInteger();
          return Race.of(
                  raced,
                  () -> ends.addAndGet(raced.release(HANDLE) ? 1 : 0),
                  () -> {
                    if (raced.retain(WAITER)) {
                      retained.incrementAndGet();
                      ends.addAndGet(raced.release(WAITER) ? 1 : 0);
                    }
                  })
              .then(
                  () -> {
                    assertEquals(1, ends.get(), "retained: " + retained);
                    assertFalse(raced.retain(WAITER));
                  });
        });
  }
}
