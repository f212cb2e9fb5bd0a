// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Messages that a channel had accepted have been handed to its {@code onUndelivered}. */
@Name("io.github.sluice.MessagesUndelivered")
@Label("Messages Undelivered")
@Description("Messages that the channel had accepted will not be received")
final class MessagesUndeliveredEvent extends ChannelEvent {
  @Label("Count")
  int count;
}
