// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.internal.core.ChannelCore;

/** Uses a type that is public in a package which is not. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println(ChannelCore.class);
  }
}
