// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ListCommand.class,
      DoctorCommand.class
    },
    description = "Measures channels. Without a command it does what 'run' does.")
final class Bench {
  private Bench() {}

  /**
   * Does what the command says and exits: 0 if all is well, 1 if measuring or writing failed, 2 if
   * the command or an option is wrong, 3 if something has become slower that must not.
   *
   * @param args the command and its options; {@code --help} lists them
   */
  public static void main(String[] args) {
    System.exit(execute(commandLine(), args));
  }

  static int execute(CommandLine commandLine, String... args) {
    return args.length == 0 ? commandLine.execute("run") : commandLine.execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, args) -> {
              e.getCommandLine().getErr().println("bench: " + e.getMessage() + " (see --help)");
              return CommandLine.ExitCode.USAGE;
            });
  }

  /** The version of the bench. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"channel-bench " + Versions.bench()};
    }
  }
}
