// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import jdk.jfr.Label;
import jdk.jfr.Threshold;

/**
 * A thread has waited. Written only if it took longer than the threshold of the event's settings.
 */
@Threshold("20 ms")
public abstract class WaitEvent extends ChannelEvent {
  /** Whether the thread got what it waited for. */
  @Label("Succeeded")
  boolean succeeded;

  /** Makes an event whose duration begins now, if there is a recording. */
  WaitEvent() {
    begin();
  }

  /** Ends the duration, and writes the event if that is wanted. */
  public final void waited(boolean success, ChannelCore<?> core) {
    end();
    if (shouldCommit()) {
      succeeded = success;
      write(core);
    }
  }
}
