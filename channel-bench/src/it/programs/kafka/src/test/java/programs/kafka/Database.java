// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import org.h2.tools.Server;

/** A database server: PostgreSQL, or H2 where PostgreSQL cannot run. */
record Database(String name, String url, AutoCloseable server) {
  static Database start() throws Exception {
    try {
      File directory = new File("target/postgres");
      var server = EmbeddedPostgres.builder().setOverrideWorkingDirectory(directory).start();
      return new Database("PostgreSQL", server.getJdbcUrl("postgres", "postgres"), server);
    } catch (IOException | IllegalStateException e) {
      Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
      String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:orders";
      url += ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=600000";
      return new Database("H2 (no PostgreSQL here: " + e.getMessage() + ")", url, server::stop);
    }
  }
}
