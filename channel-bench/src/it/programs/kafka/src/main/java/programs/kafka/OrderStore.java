// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes records and, in the same transaction, up to where their partition has been written. */
record OrderStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
  OrderStore(DataSource database) {
    this(new JdbcTemplate(database), new TransactionTemplate(new JdbcTransactionManager(database)));
  }

  /** Returns the offset from which a partition is to be read. */
  long nextOffset(int partition) {
    String sql = "select max(next_offset) from progress where part = ?";
    Long next = jdbc.queryForObject(sql, Long.class, partition);
    if (next == null) {
      jdbc.update("insert into progress values (?, 0) on conflict do nothing", partition);
    }
    return next == null ? 0 : next;
  }

  /** Writes those records of a partition that neither this process nor another one has written. */
  void write(List<ConsumerRecord<String, String>> batch) {
    int partition = batch.get(0).partition();
    List<Object[]> rows = new ArrayList<>();
    transaction.executeWithoutResult(
        status -> {
          String lock = "select next_offset from progress where part = ? for update";
          long next = jdbc.queryForObject(lock, Long.class, partition);
          for (ConsumerRecord<String, String> record : batch) {
            if (record.offset() >= next) {
              rows.add(new Object[] {partition, record.offset(), record.key(), record.value()});
              next = record.offset() + 1;
            }
          }
          jdbc.batchUpdate("insert into orders values (default, ?, ?, ?, ?)", rows);
          jdbc.update("update progress set next_offset = ? where part = ?", next, partition);
        });
    if (rows.size() < batch.size()) {
      System.out.println("skipped " + (batch.size() - rows.size()));
    }
  }
}
