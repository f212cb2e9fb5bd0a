// SPDX-License-Identifier: Apache-2.0
package programs.bridge;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a device has measured, and when the bridge has seen it. */
record Reading(String identity, String text, Mqtt5Publish message) {
  /** Reads a payload such as {@code 17;21.5}, of which the first part is the device's sequence. */
  static Reading of(Mqtt5Publish message, Instant time) {
    String payload = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    String identity = message.getTopic() + "#" + payload.split(";")[0]; // of each copy the same
    return new Reading(identity, payload + ";" + time, message);
  }
}
