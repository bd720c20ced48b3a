package dev.parley.cli;

import dev.parley.cli.local.Dev;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.DevLauncher;
import dev.parley.cli.local.Elsewhere;
import dev.parley.cli.local.ProcessId;
import dev.parley.cli.local.TemporalSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dev}: server and worker in the foreground, until they are ended. */
@Command(
    description = {
      "Runs a Temporal server and a worker until Ctrl-C, and starts them again when they die.",
      "Other commands then use them."
    },
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--stop",
      description = "Ends those that run for this home. Open conversations wait in the store.")
  private boolean stop;

  DevCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (stop) {
      boolean ran = DevLauncher.stop(session.home());
      session.console().out().println(ran ? "Ended." : "Nothing runs for this home.");
      return Exit.OK;
    }
    if (Elsewhere.address(session.environment()).isEmpty()) {
      try (Stages stages = new Stages(session.console())) {
        var unused = TemporalSetup.of(session.home(), session.environment()).obtain(stages);
      }
    }
    DevLauncher.stopBackground(session.home());
    Dev.foreground(session.home(), session.outer()).run(this::ready);
    return Exit.OK;
  }

  private void ready(DevInfo dev) {
    Console console = session.console();
    console
        .out()
        .println(
            "Temporal   %-24s %s".formatted(dev.temporalAddress(), dev.uiUrl().orElse("")).strip());
    console.out().println("Store      " + session.store());
    console
        .out()
        .println(
            "Worker     process %s, logs in %s"
                .formatted(
                    dev.worker().map(ProcessId::pid).map(String::valueOf).orElse("?"),
                    session.home().logs()));
    console.out().println("Ctrl-C ends it; open conversations go on with the next one.");
  }
}
