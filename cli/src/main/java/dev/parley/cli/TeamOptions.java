package dev.parley.cli;

import dev.parley.client.Parley;
import dev.parley.client.teamfile.ReadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reads a team takes. */
final class TeamOptions {

  @Option(
      names = "--model",
      paramLabel = "[N=]PROVIDER:MODEL",
      description = "Replaces every model of the team, or the one called N.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--var",
      paramLabel = "K=V",
      description = "Fills ${K} in the team file. V may be - or @FILE.")
  private List<String> vars = new ArrayList<>();

  /** What the command line adds to the team. */
  ReadOptions read(Session session) {
    Texts texts = session.texts();
    ReadOptions options = ReadOptions.NONE.people(new Roster(session).known());
    for (String model : models) {
      options = options.model(model);
    }
    for (String var : vars) {
      int equals = var.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--var: \"%s\" is not K=V".formatted(var));
      }
      String value =
          texts.readAny("value of " + var.substring(0, equals), var.substring(equals + 1));
      options = options.var(var.substring(0, equals), value);
    }
    return options;
  }

  /** The files of {@code --file}, seen to be there, and to have names for a workspace. */
  static List<Path> files(@Nullable List<Path> named) {
    List<Path> files = named == null ? List.of() : named;
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new UsageException("--file: there is no file %s that can be read".formatted(file));
      }
    }
    Parley.requireFileNames(files);
    return List.copyOf(files);
  }
}
