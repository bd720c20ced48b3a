package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a {@code temporal} program which server it holds. */
final class TemporalVersions {
  private static final Pattern SERVER = Pattern.compile("\\(Server ([0-9][^,) ]*)");

  private TemporalVersions() {}

  /** {@code 1.29.1}; nothing if the program is no {@code temporal} or cannot be run. */
  static Optional<String> server(Path program, Map<String, String> environment) {
    try {
      String said = Output.run(List.of(program.toString(), "--version"), environment);
      Matcher matcher = SERVER.matcher(said);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (PartException e) {
      return Optional.empty(); // another program of the same name
    }
  }
}
