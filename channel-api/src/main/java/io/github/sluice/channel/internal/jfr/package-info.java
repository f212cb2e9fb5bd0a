// SPDX-License-Identifier: Apache-2.0

/**
 * Flight recorder events of channels.
 *
 * <p><b>May use:</b> the JDK, and of {@code channel} only {@code ChannelState}. The module {@code
 * jdk.jfr} is optional, and nothing else refers to it; {@code FlightEvents} is loaded only if there
 * is a recorder.
 *
 * <p><b>Order of reading.</b> {@link io.github.sluice.channel.internal.jfr.ChannelEvents}, which
 * the rest of the library calls; then {@code FlightEvents}, the events themselves.
 */
package io.github.sluice.channel.internal.jfr;
