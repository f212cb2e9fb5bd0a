// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

final class CommitFirst {
  private CommitFirst() {}

  // begin commit-first
  /** Writes each name, and takes it when it is committed; if that fails, call this once more. */
  static void writeAll(BlockingReceiver<String> names, Connection database)
      throws SQLException, InterruptedException {
    database.setAutoCommit(false);
    String sql = "merge into people key (name) values (?)"; // may be repeated
    try (PreparedStatement merge = database.prepareStatement(sql)) {
      String name;
      while (names.awaitReady() && (name = names.peek()) != null) { // null: cancelled just now
        merge.setString(1, name);
        merge.executeUpdate();
        database.commit();
        names.tryReceive(); // takes the one that peek has returned
      }
    }
  }
  // end commit-first
}
