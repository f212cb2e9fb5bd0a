// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
    for (Contender contender : contenders()) {
      line(out, contender, contender.description());
    }
    out.println("presets");
    for (Preset preset : Preset.values()) {
      line(out, preset, preset.description);
    }
    out.flush();
  }

  private List<Contender> contenders() {
    try {
      return Contender.all();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private static void line(PrintWriter out, Object name, String description) {
    out.printf("  %-28s %s%n", name, description);
  }
}
