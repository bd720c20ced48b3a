package dev.parley.cli;

import dev.parley.worker.WorkerException;
import dev.parley.worker.WorkerMain;
import dev.parley.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code worker}: a worker in this process, as its configuration says. */
@Command(
    description = {
      "Runs a worker: the place where model calls and code runs happen.",
      "TEMPORAL_ADDRESS and PARLEY_STORE say what it works for."
    },
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--lib",
      paramLabel = "PATH",
      description = "Functions for team files: a jar, or a folder of jars or classes.")
  private List<Path> libraries = new ArrayList<>();

  WorkerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Path> all =
        Stream.concat(libraries.stream(), Libraries.of(session.outer()).stream()).toList();
    try {
      return WorkerMain.run(WorkerSettings.load(), all);
    } catch (WorkerException e) {
      session.console().err().println(e.getMessage());
      return e.exitCode();
    }
  }
}
