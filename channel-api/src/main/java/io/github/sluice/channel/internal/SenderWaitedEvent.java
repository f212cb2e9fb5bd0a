// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A thread has waited for room. */
@Name("io.github.sluice.SenderWaited")
@Label("Sender Waited")
@Description("A thread has waited for room in a channel, parked")
public final class SenderWaitedEvent extends WaitEvent {
  /** Makes an event whose duration begins now. */
  public SenderWaitedEvent() {}
}
