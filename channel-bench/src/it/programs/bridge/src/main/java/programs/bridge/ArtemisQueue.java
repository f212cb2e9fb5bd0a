// SPDX-License-Identifier: Apache-2.0
package programs.bridge;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** A queue in Artemis, which keeps one copy of each message; for one thread. */
final class ArtemisQueue {
  private final ServerLocator locator;
  private final String name;
  private ClientSessionFactory connection;
  private ClientSession session;
  private ClientProducer producer;
  private Semaphore confirmed;

  ArtemisQueue(String url, String name) throws Exception {
    this.name = name;
    locator = ActiveMQClient.createServerLocator(url);
    locator.setBlockOnDurableSend(false); // confirmations are awaited once for each batch
    locator.setConfirmationWindowSize(1 << 20);
    locator.setReconnectAttempts(0); // store is called again, with the same batch
  }

  /** Returns the batch when all is confirmed. If it throws, some may be stored nevertheless. */
  List<Reading> store(List<Reading> batch) throws Exception {
    try {
      if (connection == null) {
        connect();
      }
      for (Reading reading : batch) {
        ClientMessage message = session.createMessage(true); // durable
        message.putStringProperty(
            Message.HDR_DUPLICATE_DETECTION_ID, SimpleString.of(reading.identity()));
        message.getBodyBuffer().writeString(reading.text());
        producer.send(message);
      }
      if (!confirmed.tryAcquire(batch.size(), 5, TimeUnit.SECONDS)) {
        throw new TimeoutException("not confirmed: " + batch.size());
      }
      return batch;
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void connect() throws Exception {
    connection = locator.createSessionFactory();
    session = connection.createSession();
    producer = session.createProducer(name);
    Semaphore permits = new Semaphore(0); // of this session; confirmations come in order
    session.setSendAcknowledgementHandler(message -> permits.release());
    confirmed = permits;
  }

  /** Disconnects; the next batch connects again. */
  void close() {
    if (connection != null) {
      connection.cleanup();
      connection = null;
    }
  }
}
