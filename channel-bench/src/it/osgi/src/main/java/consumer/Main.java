// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Starts every bundle of a directory in an OSGi framework, and makes a channel of each kind. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage",
                    args[1],
                    "org.osgi.framework.storage.clean",
                    "onFirstInit"));
    framework.start();
    List<Bundle> bundles = install(framework, Path.of(args[0]));
    for (Bundle bundle : bundles) {
      bundle.start();
      make(bundle, "io.github.sluice.channel.sync.BlockingChannel");
      make(bundle, "io.github.sluice.channel.async.AsyncChannel");
    }
    framework.stop();
    framework.waitForStop(0);
  }

  private static List<Bundle> install(Framework framework, Path directory)
      throws IOException, BundleException {
    List<Bundle> bundles = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        bundles.add(framework.getBundleContext().installBundle(file.toUri().toString()));
      }
    }
    return bundles;
  }

  private static void make(Bundle bundle, String type) throws ReflectiveOperationException {
    if (bundle.getEntry(type.replace('.', '/') + ".class") != null) {
      Object channel = bundle.loadClass(type).getMethod("bounded", int.class).invoke(null, 7);
      System.out.println(bundle.getSymbolicName() + " " + channel.getClass().getSimpleName());
    }
  }
}
