// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How the JVM that measures hands histograms to the one that started it: in a file, one after the
 * other, each as HdrHistogram compresses it and with its length before it.
 */
public final class LatencyFile {
  /** The system property that names the file. */
  private static final String PROPERTY = "io.github.sluice.channel.bench.latencies";

  private LatencyFile() {}

  /** Returns the flag of a JVM that is to write to a file. */
  public static String flag(Path file) {
    return "-D" + PROPERTY + "=" + file;
  }

  /** Writes to the file that this JVM was given; does nothing if there is none. */
  static void write(List<Histogram> histograms) throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(file)))) {
        for (Histogram histogram : histograms) {
          ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
          int length = histogram.encodeIntoCompressedByteBuffer(buffer);
          out.writeInt(length);
          out.write(buffer.array(), 0, length);
        }
      }
    }
  }

  /**
   * Reads what a JVM has written.
   *
   * @throws IOException if it is not there, or does not consist of histograms
   */
  public static List<Histogram> read(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Histogram> histograms = new ArrayList<>();
    try {
      do {
        byte[] one = new byte[Math.min(buffer.getInt(), buffer.remaining())];
        buffer.get(one);
        histograms.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(one), 0));
      } while (buffer.hasRemaining());
    } catch (DataFormatException | RuntimeException e) {
      throw new IOException(file + " is no histogram: " + e.getMessage(), e);
    }
    return histograms;
  }
}
