package dev.parley.cli;

import dev.parley.cli.local.TemporalSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code setup}: gets the Temporal server. */
@Command(
    description = "Gets the Temporal server into the cache folder of the user, for every clone.",
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {

  private final Session session;

  SetupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TemporalSetup setup = TemporalSetup.of(session.home(), session.environment());
    TemporalSetup.Program program;
    try (Stages stages = new Stages(session.console())) {
      program = setup.obtain(stages);
    }
    Console console = session.console();
    console
        .out()
        .println(
            "Temporal %s (%s): %s".formatted(program.server(), program.origin(), program.file()));
    program.digest().ifPresent(digest -> console.out().println(digest));
    return Exit.OK;
  }
}
