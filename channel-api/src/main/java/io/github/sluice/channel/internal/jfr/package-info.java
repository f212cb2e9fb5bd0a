// SPDX-License-Identifier: Apache-2.0

/**
 * Flight recorder events of channels.
 *
 * <p><b>May use:</b> the JDK alone. A channel is a {@code RecordedChannel} here, so this package
 * knows no other of the library. The module {@code jdk.jfr} is optional, and nothing else refers to
 * it; {@code FlightEvents} is loaded only if there is a recorder.
 *
 * <p><b>Order of reading.</b> {@link io.github.sluice.channel.internal.jfr.ChannelEvents}, which
 * the rest of the library calls; then {@code FlightEvents}, the events themselves.
 */
@NullMarked
package io.github.sluice.channel.internal.jfr;

import org.jspecify.annotations.NullMarked;
