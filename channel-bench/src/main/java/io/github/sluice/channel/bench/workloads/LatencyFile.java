// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** How the JVM that measures hands a histogram to the one that started it: in a file. */
public final class LatencyFile {
  /** The system property that names the file. */
  private static final String PROPERTY = "io.github.sluice.channel.bench.latencies";

  private LatencyFile() {}

  /** Returns the flag of a JVM that is to write to a file. */
  public static String flag(Path file) {
    return "-D" + PROPERTY + "=" + file;
  }

  /** Writes to the file that this JVM was given; does nothing if there is none. */
  static void write(Histogram histogram) throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      int length = histogram.encodeIntoCompressedByteBuffer(buffer);
      Files.write(Path.of(file), Arrays.copyOf(buffer.array(), length));
    }
  }

  /**
   * Reads what a JVM has written.
   *
   * @throws IOException if it is not there, or no histogram
   */
  public static Histogram read(Path file) throws IOException {
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Files.readAllBytes(file)), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IOException(file + " is no histogram: " + e.getMessage(), e);
    }
  }
}
