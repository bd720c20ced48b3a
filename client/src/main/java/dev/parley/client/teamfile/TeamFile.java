package dev.parley.client.teamfile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads team files: YAML, or JSON where the name ends in {@code .json}. A reading never throws for
 * what stands in a file; it gives the blueprint, or everything that is wrong, with lines.
 */
public final class TeamFile {

  private TeamFile() {}

  /** Reads a file. One that is not there, too large or not UTF-8 is an error of the reading. */
  public static Reading read(Path file) {
    return read(file, ReadOptions.NONE);
  }

  /** Reads a file with what the command line adds to it. */
  public static Reading read(Path file, ReadOptions options) {
    String name = Shown.clean(file.toString());
    var report = new Report(name);
    Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
    return Source.load(file, name, report)
        .map(source -> new TeamFileReader(report, name, folder, options).read(source))
        .orElseGet(() -> failed(report));
  }

  /**
   * Reads a text; {@code from} cannot be used in it.
   *
   * @param name what messages call it
   */
  public static Reading read(String source, String name) {
    return read(source, name, ReadOptions.NONE);
  }

  /** Reads a text with what the command line adds to it. */
  public static Reading read(String source, String name, ReadOptions options) {
    String shown = Shown.clean(name);
    var report = new Report(shown);
    return Source.of(source, shown, report)
        .map(text -> new TeamFileReader(report, shown, Optional.empty(), options).read(text))
        .orElseGet(() -> failed(report));
  }

  private static Reading failed(Report report) {
    return new Reading(Optional.empty(), report.errors(), report.warnings());
  }
}
