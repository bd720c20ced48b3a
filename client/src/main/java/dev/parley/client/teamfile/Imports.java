package dev.parley.client.teamfile;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches agents that {@code from} names: from files below the team file's folder, no others. */
final class Imports {

  private final Optional<Path> folder;
  private final String file;
  private final Checker checker;

  /**
   * @param folder of the team file; empty if it has none
   * @param file the team file as it was named
   */
  Imports(Optional<Path> folder, String file, Checker checker) {
    this.folder = folder;
    this.file = file;
    this.checker = checker;
  }

  /** The agent of the file; empty, with an error in the report, if it cannot be had. */
  Optional<Section> agent(String from, Section agent) {
    Place at = agent.at("from");
    return locate(from, at).flatMap(path -> read(path, shown(from), agent.place()));
  }

  private Optional<Section> read(Path path, String shown, Place agent) {
    Place place = new Place(shown, 1, agent.path());
    Optional<Tree> tree =
        Source.load(path, shown, checker.report())
            .flatMap(source -> source.tree(place, checker.report()));
    tree.ifPresent(t -> SecretScan.scan(t, place, checker.report()));
    return tree.flatMap(t -> checker.read(TeamFormat.shape("agent"), t, place.at(t.line())))
        .filter(Section.class::isInstance)
        .map(Section.class::cast)
        .filter(this::isWhole);
  }

  private boolean isWhole(Section agent) {
    if (agent.has("from")) {
      checker.report().error(agent.at("from"), "a file that is named by from has none itself");
    }
    return !agent.has("from");
  }

  private Optional<Path> locate(String from, Place at) {
    if (folder.isEmpty()) {
      checker.report().error(at, "this team was not read from a file, so from has no folder");
      return Optional.empty();
    }
    try {
      Path base = folder.get().toRealPath();
      Path path = base.resolve(from).normalize();
      if (!path.startsWith(base) || Path.of(from).isAbsolute()) {
        return outside(from, at);
      }
      Path real = path.toRealPath();
      return real.startsWith(base) ? Optional.of(real) : outside(from, at);
    } catch (IOException | InvalidPathException e) {
      checker.report().error(at, "there is no file " + Shown.quote(from));
      return Optional.empty();
    }
  }

  private Optional<Path> outside(String from, Place at) {
    checker
        .report()
        .error(
            at,
            "%s is not below this file's folder".formatted(Shown.quote(from)),
            "move or copy it there");
    return Optional.empty();
  }

  /** The file as messages name it: beside the team file, as that one was named. */
  private String shown(String from) {
    int slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
    return file.substring(0, slash + 1) + Shown.clean(from);
  }
}
