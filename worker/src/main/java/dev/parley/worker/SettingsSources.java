package dev.parley.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where values of the configuration come from; the first source that has one counts. */
final class SettingsSources {

  /** Variables that are Parley's but no worker's. */
  private static final Set<String> OTHERS =
      Set.of(
          "PARLEY_CONFIG",
          "PARLEY_HOME",
          "PARLEY_CACHE",
          "PARLEY_USER",
          "PARLEY_LOG",
          "PARLEY_LOG_LEVEL",
          "PARLEY_TEMPORAL",
          "PARLEY_TEMPORAL_RELEASES",
          "PARLEY_REQUIRE",
          "PARLEY_PORT");

  private final Map<Setting, Given> program;
  private final Map<String, String> environment;
  private final Map<String, Given> file;
  private final Optional<Path> path;
  private final Path folder;

  private SettingsSources(
      Map<Setting, Given> program,
      Map<String, String> environment,
      Map<String, Given> file,
      Optional<Path> path,
      Path folder) {
    this.program = program;
    this.environment = environment;
    this.file = file;
    this.path = path;
    this.folder = folder;
  }

  /**
   * Finds the file: the one that {@code PARLEY_CONFIG} names, else {@code parley.yml} in the
   * folder, else none.
   *
   * @throws WorkerException.Invalid if a key or a variable is not known
   */
  static SettingsSources of(
      Map<Setting, Given> program, Map<String, String> environment, Path folder) {
    String named = environment.getOrDefault("PARLEY_CONFIG", "");
    Path usual = folder.resolve("parley.yml");
    Optional<Path> path =
        named.isBlank()
            ? Optional.of(usual).filter(Files::exists)
            : Optional.of(folder.resolve(named));
    Map<String, Given> file = path.map(SettingsFile::read).orElseGet(SettingsFile::none);
    file.forEach(SettingsSources::requireKnown);
    environment.keySet().forEach(SettingsSources::requireNoMistake);
    return new SettingsSources(program, environment, file, path, folder);
  }

  private static void requireKnown(String key, Given given) {
    if (Setting.of(key).isEmpty() && !SettingsFile.isMicronauts(key)) {
      List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
      throw new WorkerException.Invalid(
          "%s: unknown key%s".formatted(given, suggestion(key, keys)));
    }
  }

  /**
   * Only what looks like a slip is refused: an orchestrator may set variables that begin the same.
   */
  private static void requireNoMistake(String name) {
    List<String> known =
        Arrays.stream(Setting.values()).flatMap(setting -> setting.variables().stream()).toList();
    if (!name.startsWith("PARLEY_") || known.contains(name) || OTHERS.contains(name)) {
      return;
    }
    String suggestion = suggestion(name, known);
    if (!suggestion.isEmpty()) {
      throw new WorkerException.Invalid("%s: unknown variable%s".formatted(name, suggestion));
    }
  }

  private static String suggestion(String written, List<String> known) {
    return Similar.to(written, known).map("; did you mean \"%s\"?"::formatted).orElse("");
  }

  /** The value of a setting, if there is one; empty texts are none. */
  Optional<Given> get(Setting setting) {
    return Stream.of(
            Optional.ofNullable(program.get(setting)),
            setting.variables().stream().flatMap(this::variable).findFirst(),
            Optional.ofNullable(file.get(setting.key())))
        .flatMap(Optional::stream)
        .filter(given -> !given.value().isEmpty())
        .findFirst();
  }

  private Stream<Given> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank()).stream()
        .map(text -> new Given(text, name));
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The file that was read; empty: there is none. */
  Optional<Path> path() {
    return path;
  }

  /** Where this machine keeps what is Parley's: {@code PARLEY_HOME}, else {@code .parley}. */
  Path home() {
    String named = environment.getOrDefault("PARLEY_HOME", "");
    return folder.resolve(named.isBlank() ? ".parley" : named);
  }

  /** What the file says to Micronaut. */
  Map<String, String> micronaut() {
    Map<String, String> all = new LinkedHashMap<>();
    file.forEach(
        (key, given) -> {
          if (SettingsFile.isMicronauts(key)) {
            all.put(key, given.value());
          }
        });
    return all;
  }
}
