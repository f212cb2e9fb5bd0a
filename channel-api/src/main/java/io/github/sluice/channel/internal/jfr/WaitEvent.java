// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Label;
import jdk.jfr.Threshold;

/**
 * A thread has waited. Written only if it took longer than the threshold of the event's settings.
 */
@Threshold("20 ms")
abstract class WaitEvent extends ChannelEvent implements RecordedWait {
  /** Whether the thread got what it waited for. */
  @Label("Succeeded")
  boolean succeeded;

  @Override
  public final void end(boolean success, RecordedChannel channel) {
    try {
      end();
      succeeded = success;
      write(channel);
    } catch (Throwable unrecorded) {
      // As in ChannelEvents.
    }
  }
}
