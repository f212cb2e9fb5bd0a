// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

final class BatchWriter {
  private static final int MOST = 500;

  private BatchWriter() {}

  // begin batches
  /** Writes what comes, in transactions as large as what has come meanwhile; returns how many. */
  static int writeAll(BlockingReceiver<String> names, Connection database)
      throws SQLException, InterruptedException {
    database.setAutoCommit(false);
    int transactions = 0;
    List<String> batch = new ArrayList<>();
    try (names;
        PreparedStatement insert = database.prepareStatement("insert into people values (?)")) {
      while (names.receiveMany(batch, MOST) > 0) { // waits for one, and takes all that is there
        for (String name : batch) {
          insert.setString(1, name);
          insert.addBatch();
        }
        insert.executeBatch();
        database.commit();
        transactions++;
        batch.clear();
      }
    }
    return transactions;
  }
  // end batches
}
