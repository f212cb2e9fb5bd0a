// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

/** Text in a page. */
final class Html {
  private Html() {}

  /** Returns a text as it must be written in a page, also in an attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name + ">\n";
  }
}
