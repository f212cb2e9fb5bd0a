// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

final class AgedBatchWriter {
  private static final int MOST = 500;
  private static final Duration LINGER = Duration.ofMillis(200);

  private AgedBatchWriter() {}

  // begin aged-batches
  /** Writes what comes, in transactions of 500 names, or of what has come within 200 ms. */
  static void writeAll(BlockingReceiver<String> names, Connection database) throws SQLException {
    database.setAutoCommit(false);
    try (names) {
      names.forEachBatch(MOST, LINGER, batch -> write(batch, database));
    }
  }

  private static void write(List<String> batch, Connection database) {
    try (PreparedStatement insert = database.prepareStatement("insert into people values (?)")) {
      for (String name : batch) {
        insert.setString(1, name);
        insert.addBatch();
      }
      insert.executeBatch();
      database.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("not written: " + batch, e);
    }
  }
  // end aged-batches
}
