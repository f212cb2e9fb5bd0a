// SPDX-License-Identifier: Apache-2.0
package starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.sluice.channel.sync.BlockingChannel;
import org.junit.jupiter.api.Test;

class HelloTest {
  @Test
  void aProducerSendsOneMessageAndClosesItsHandle() throws InterruptedException {
    BlockingChannel<String> channel = BlockingChannel.bounded(1);
    Hello.greet(channel.sender(), "Ada");
    assertEquals("Hello from Ada", channel.receiver().receive());
    assertNull(channel.receiver().receive());
  }
}
