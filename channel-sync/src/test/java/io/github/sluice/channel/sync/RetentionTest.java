// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.tck.Retained;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * M1, M5: a permit that is over retains nothing. An iterator, a closed handle and a weak reference
 * may retain the channel, but no message that has left it.
 */
class RetentionTest {
  private final Retained retained = new Retained();

  @Test
  void m5_aUsedPermitRetainsNothing() {
    retained.assertCollected(usedPermit());
  }

  private Permit<Object> usedPermit() {
    BlockingSender<Object> sender = BlockingChannel.bounded(3, retained.onUndelivered()).sender();
    Permit<Object> permit = sender.tryReserve(2);
    permit.send(retained.message());
    permit.send(retained.message());
    retained.fill(sender);
    return permit;
  }

  @Test
  void m5_aClosedPermitRetainsNothing() {
    retained.assertCollected(closedPermit());
  }

  private Permit<Object> closedPermit() {
    BlockingSender<Object> sender = BlockingChannel.bounded(3, retained.onUndelivered()).sender();
    Permit<Object> permit = sender.tryReserve(2);
    permit.send(retained.message());
    permit.close();
    retained.fill(sender);
    return permit;
  }

  @Test
  void m5_theFutureOfTheEndRetainsNothing() {
    retained.assertCollected(closed());
  }

  private Object closed() {
    BlockingSender<Object> sender = BlockingChannel.bounded(3, retained.onUndelivered()).sender();
    Object closed = sender.closeFuture();
    retained.fill(sender);
    sender.close();
    return closed;
  }

  @Test
  void m1_anIteratorRetainsNoMessageThatItHasReturned() {
    retained.assertCollected(iterators());
  }

  private List<Object> iterators() {
    BlockingChannel<Object> channel = BlockingChannel.bounded(3);
    BlockingSender<Object> sender = channel.sender();
    retained.fill(sender);
    Iterator<Object> open = channel.receiver().iterator();
    Iterator<Object> seen = channel.receiver().iterator();
    assertTrue(seen.hasNext());
    assertNotNull(open.next());
    assertNotNull(open.next());
    assertTrue(open.hasNext()); // and then another one takes it
    assertNotNull(channel.receiver().tryReceive());
    retained.fill(sender);
    sender.close();
    Iterator<Object> ended = channel.receiver().iterator();
    while (ended.hasNext()) {
      ended.next();
    }
    Iterator<Object> streamed = channel.receiver().stream().iterator();
    assertFalse(streamed.hasNext());
    return List.of(channel, open, seen, ended, streamed);
  }

  @Test
  void m1_closedHandlesAndWeakReferencesRetainNoMessageOfACancelledChannel() {
    retained.assertCollected(handles());
  }

  private List<Object> handles() {
    BlockingChannel<Object> channel = BlockingChannel.bounded(3);
    BlockingSender<Object> sender = channel.sender();
    retained.fill(sender);
    sender.close();
    channel.receiver().cancel();
    assertEquals(0, sender.size());
    return List.of(sender, sender.downgrade(), channel.receiver());
  }
}
