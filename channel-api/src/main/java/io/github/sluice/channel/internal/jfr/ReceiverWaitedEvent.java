// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A thread has waited for a message. */
@Name("io.github.sluice.ReceiverWaited")
@Label("Receiver Waited")
@Description("A thread has waited for a message from a channel, parked")
final class ReceiverWaitedEvent extends WaitEvent {}
