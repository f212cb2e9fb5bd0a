// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A thread has waited for capacity. */
@Name("io.github.sluice.SenderWaited")
@Label("Sender Waited")
@Description("A thread has waited for room in a channel, parked")
final class SenderWaitedEvent extends WaitEvent {}
