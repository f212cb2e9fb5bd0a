// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

/**
 * What a client sends to a server.
 *
 * @param client the number of the client, and of the channel for the reply
 * @param question what the reply has to be
 */
public record Request(int client, Integer question) {
  /**
   * Returns the requests that a client makes one after the other; how many there are is a power of
   * two.
   */
  public static Request[] of(int client) {
    Request[] requests = new Request[4];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new Request(client, client * requests.length + i);
    }
    return requests;
  }
}
