// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** X6, X7, X8: the references that keep a stream open. */
class StreamRefsTest {
  private final StreamRefs refs = new StreamRefs();

  @Test
  void x6_x7_theLastReferenceEndsTheStream() {
    assertTrue(refs.retainHandle());
    assertTrue(refs.retainHandle());
    assertTrue(refs.retain());
    assertFalse(refs.releaseHandle());
    assertEquals(1, refs.handles());
    assertFalse(refs.releaseHandle());
    assertEquals(0, refs.handles());
    assertTrue(refs.release());
    assertEquals(0, refs.handles());
  }

  @Test
  void x6_theLastHandleEndsTheStreamToo() {
    assertTrue(refs.retainHandle());
    assertTrue(refs.retain());
    assertFalse(refs.release());
    assertTrue(refs.releaseHandle());
  }

  @Test
  void x8_anEndedStreamCannotBeRetained() {
    refs.retainHandle();
    refs.releaseHandle();
    assertFalse(refs.retainHandle());
    assertFalse(refs.retain());
    assertEquals(0, refs.handles());
  }

  @Test
  void v5_handlesAreCountedBesideManyOthers() {
    refs.retainHandle();
    for (int i = 0; i < 100_000; i++) {
      refs.retain();
    }
    assertEquals(1, refs.handles());
    assertFalse(refs.releaseHandle());
    assertEquals(0, refs.handles());
  }

  @Test
  @Races
  void x8_x11_retainingRacesWithTheLastRelease() throws Exception {
    CoreRace.rounds(
        10_000,
        () -> {
          StreamRefs raced = new StreamRefs();
          raced.retainHandle();
          AtomicInteger ends = new AtomicInteger();
          AtomicInteger retained = new AtomicInteger();
          return Race.of(
                  raced,
                  () -> ends.addAndGet(raced.releaseHandle() ? 1 : 0),
                  () -> {
                    if (raced.retain()) {
                      retained.incrementAndGet();
                      ends.addAndGet(raced.release() ? 1 : 0);
                    }
                  })
              .then(
                  () -> {
                    assertEquals(1, ends.get(), "retained: " + retained);
                    assertFalse(raced.retain());
                  });
        });
  }
}
