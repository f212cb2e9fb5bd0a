// SPDX-License-Identifier: Apache-2.0

/**
 * What all other packages need for an operation: the user code that it makes due, and tools.
 *
 * <p><b>May use:</b> the JDK alone.
 *
 * <p><b>Order of reading.</b> {@code Notification}: user code that is due, in a list; {@code
 * ReceiverSignal}: how a waiting receiver is notified; {@code CallbackExecutor}: where user code
 * runs. The tools: {@code StackReserve} requires stack before an effect; {@code SpinWait} waits for
 * a thread that is between two steps of an operation; {@code Uncaught} reports what user code has
 * thrown; {@code ThreadName} names a thread in the text of an exception.
 */
package io.github.sluice.channel.internal.base;
