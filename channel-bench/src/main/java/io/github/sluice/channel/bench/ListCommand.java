// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what there is to choose from. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    description = "Lists workloads, contenders and presets.")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("workloads");
    for (Workload workload : Workload.values()) {
      line(out, workload, workload.meaning);
    }
    out.println("contenders");
    for (Contender contender : Contender.values()) {
      line(out, contender, contender.description());
    }
    out.println("presets");
    for (Preset preset : Preset.values()) {
      line(out, preset, preset.description);
    }
    out.flush();
  }

  private static void line(PrintWriter out, Object name, String description) {
    out.printf("  %-28s %s%n", name, description);
  }
}
