// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/**
 * Looks at nothing, in the place of the library's class of this name: what it makes good must not
 * be needed where memory has one order, which is how schedules are explored. A wake that is lost
 * here stays lost, and is found.
 */
final class SecondLook {
  SecondLook(WaitingSenders<?> senders) {}

  void request() {}
}
