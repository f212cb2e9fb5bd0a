// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A channel has been closed to new messages. */
@Name("io.github.sluice.ChannelClosed")
@Label("Channel Closed")
@Description("A channel has been closed to new messages")
final class ChannelClosedEvent extends ChannelEvent {
  @Label("End")
  @Description("closed, by its receiver or its last sender; failed, by a sender; or cancelled")
  String end;
}
