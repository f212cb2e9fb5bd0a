// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.doctor.Diagnosis;
import io.github.sluice.channel.bench.doctor.Doctor;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what makes figures unreliable here. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    description = "Says what about this machine makes figures unreliable.")
final class DoctorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Diagnosis diagnosis = new Doctor().examine();
    PrintWriter out = spec.commandLine().getOut();
    if (diagnosis.warnings().isEmpty()) {
      out.println("Nothing was found that makes figures unreliable.");
    } else {
      out.println("What makes figures unreliable on this machine:");
      diagnosis.warnings().forEach(warning -> out.println("* " + warning));
    }
    if (!diagnosis.unknown().isEmpty()) {
      out.println("What could not be looked at:");
      diagnosis.unknown().forEach(what -> out.println("* " + what));
    }
    out.flush();
  }
}
