package dev.parley.cli;

import dev.parley.cli.local.Dev;
import dev.parley.cli.local.DevInfo;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.ProcessId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The libraries of {@code --lib}. A worker has them from its start or not at all, so a command
 * starts a {@code dev} with them, and refuses one that runs without.
 */
final class Libraries {

  /** Names the libraries to the worker of a home. */
  static final String VARIABLE = "PARLEY_LIB";

  private final Session session;

  Libraries(Session session) {
    this.session = session;
  }

  /**
   * Has server and worker run with the libraries.
   *
   * @throws UsageException if one is not there, or the workers are somebody else's
   * @throws PartException if a {@code dev} runs without them
   */
  void require(List<Path> named) {
    if (named.isEmpty()) {
      return;
    }
    if (session.foreignWorkers()) {
      throw new UsageException(
          "--lib: the workers are somebody else's; start one with parley worker --lib PATH");
    }
    String paths = joined(named);
    Optional<DevInfo> running = Dev.current(session.home());
    if (running.isEmpty()) {
      session.startWith(Map.of(VARIABLE, paths));
      note(session.running(), paths);
    } else if (!note(running.get()).equals(Optional.of(paths))) {
      throw new PartException(
          "--lib: a dev runs already, without these libraries. End it, then run this again: ./parley"
              + " dev --stop");
    }
  }

  /** The libraries of the variable, for a worker. */
  static List<Path> of(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .toList();
  }

  private static String joined(List<Path> named) {
    for (Path path : named) {
      if (!Files.isReadable(path)) {
        throw new UsageException("--lib: there is no %s that can be read".formatted(path));
      }
    }
    return named.stream()
        .map(path -> path.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  // --- Which dev has which libraries

  private void note(DevInfo dev, String paths) {
    try {
      Files.writeString(file(), process(dev) + "\n" + paths);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(), e);
    }
  }

  private Optional<String> note(DevInfo dev) {
    try {
      List<String> lines = Files.readAllLines(file());
      return lines.size() == 2 && lines.getFirst().equals(process(dev))
          ? Optional.of(lines.getLast())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // none was started with libraries
    }
  }

  private static String process(DevInfo dev) {
    return dev.dev().map(ProcessId::toString).orElse("");
  }

  private Path file() {
    return session.home().folder().resolve("libraries");
  }
}
