// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

/** A message that knows where it comes from. Its fields are plain, so that races would show. */
public final class StressMessage {
  private int producer;
  private int number;
  private long check;

  StressMessage(int producer, int number) {
    this.producer = producer;
    this.number = number;
    this.check = checkOf(producer, number);
  }

  private static long checkOf(int producer, int number) {
    long mixed = (producer * 0x9E3779B97F4A7C15L) ^ (number + 1) * 0xC2B2AE3D27D4EB4FL;
    return mixed ^ (mixed >>> 29);
  }

  int producer() {
    return producer;
  }

  int number() {
    return number;
  }

  boolean isIntact() {
    return check == checkOf(producer, number);
  }

  @Override
  public String toString() {
    return producer + "/" + number;
  }
}
