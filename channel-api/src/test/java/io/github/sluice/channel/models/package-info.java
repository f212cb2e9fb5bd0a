// SPDX-License-Identifier: Apache-2.0

/**
 * The handshakes of the channels as small programs of two or three threads, checked against memory
 * models by <a href="https://github.com/herd/herdtools7">herd7</a>. The programs are in {@code
 * src/test/models}, in the access modes of the code.
 */
package io.github.sluice.channel.models;
