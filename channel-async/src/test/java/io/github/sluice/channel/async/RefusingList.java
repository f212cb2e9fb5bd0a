// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.ArrayList;

/** A collection that refuses one message, and may do something before. */
final class RefusingList extends ArrayList<Integer> {
  private static final long serialVersionUID = 1L;

  private final transient Runnable first;

  RefusingList(Runnable first) {
    this.first = first;
  }

  @Override
  public boolean add(Integer message) {
    if (message == 2) {
      first.run();
      throw new IllegalStateException("refused");
    }
    return super.add(message);
  }
}
