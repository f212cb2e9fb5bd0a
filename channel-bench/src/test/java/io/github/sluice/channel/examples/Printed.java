// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import java.util.ArrayList;
import java.util.List;

/** Stands in for standard output in the examples of the Javadoc. */
final class Printed {
  final List<Object> lines = new ArrayList<>();

  void println(Object line) {
    lines.add(line);
  }
}
