package dev.parley.cli;

import dev.parley.activities.code.SandboxSettings;
import dev.parley.cli.local.TemporalSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code setup}: gets the Temporal server and the image of the sandbox. */
@Command(
    description =
        "Gets the Temporal server (into the cache folder of the user) and the sandbox's image.",
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
    image(console);
    return Exit.OK;
  }

  /** The image of the sandbox, where there is an engine to have it. */
  private void image(Console console) {
    SandboxImage image = new SandboxImage(session.home().root(), session.environment());
    if (!image.hasEngine()) {
      console.out().println("Sandbox: no Docker engine answers; ./parley doctor says more");
      return;
    }
    if (!image.isThere()) {
      try (Stages stages = new Stages(console)) {
        image.make(stages);
      }
    }
    console.out().println("Sandbox: image " + SandboxSettings.DEFAULT_IMAGE);
  }
}
