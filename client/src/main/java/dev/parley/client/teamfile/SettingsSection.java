package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shapes.keys;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/** A section of the workers' settings file that is written with the means of team files. */
final class SettingsSection {

  private static final String ALL = "parley";

  private final Path file;
  private final String name;
  private final Report report;

  SettingsSection(Path file) {
    this.file = file;
    this.name = Shown.clean(String.valueOf(file.getFileName()));
    this.report = new Report(name);
  }

  /**
   * What stands at {@code parley.KEY} under names of the workers' own; nothing, if nothing does.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  static <T> SequencedMap<String, T> entries(
      Path file, String key, Shape entry, BiFunction<Section, Report, T> reader) {
    SettingsSection settings = new SettingsSection(file);
    SequencedMap<String, T> all = new LinkedHashMap<>();
    settings
        .read(key, Shapes.named(entry))
        .flatMap(section -> section.section(key))
        .ifPresent(
            section ->
                section.eachSection(
                    (name, one) -> all.put(name, reader.apply(one, settings.report))));
    settings.requireClean();
    return all;
  }

  /** Texts under names of the workers' own, where a section has such a key. */
  static Map<String, String> texts(Section section, String key) {
    Map<String, String> all = new LinkedHashMap<>();
    section
        .section(key)
        .ifPresent(
            texts ->
                texts
                    .values()
                    .forEach(
                        (name, value) -> {
                          if (value instanceof Value.Text text) {
                            all.put(name, text.text());
                          }
                        }));
    return all;
  }

  /** File, line and key, for mistakes that are found later. */
  static String shown(Place place) {
    return "%s:%d: %s".formatted(place.file(), place.line(), place.path());
  }

  Report report() {
    return report;
  }

  /**
   * A map that holds {@code key} with what stands at {@code parley.KEY}; empty: nothing does, or it
   * cannot be read. What is wrong is reported.
   */
  Optional<Section> read(String key, Shape shape) {
    Checker checker = new Checker(report, new Vars(Map.of(), report), new References(report));
    return Source.load(file, name, report)
        .filter(source -> !isEmpty(source))
        .flatMap(source -> source.tree(new Place(name, 0, ""), report))
        .flatMap(root -> under(root, key))
        .flatMap(
            tree ->
                checker.read(
                    keys(key, optional(key, shape, "The workers' " + key + ".")),
                    tree,
                    new Place(name, tree.line(), ALL)))
        .filter(Section.class::isInstance)
        .map(Section.class::cast);
  }

  /**
   * Ends the reading.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  void requireClean() {
    if (!report.clean()) {
      throw new TeamFileException(report.errors());
    }
  }

  /** An empty settings file is none of the mistakes that an empty team file is. */
  private static boolean isEmpty(Source source) {
    return source
        .text()
        .lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#"));
  }

  /** Nothing but the section: the other keys are not for this reader. */
  private static Optional<Tree> under(Tree root, String key) {
    if (!(root instanceof Tree.Mapping mapping)) {
      return Optional.empty();
    }
    // Settings may be written flat.
    Optional<Tree> flat = mapping.get(ALL + "." + key);
    return mapping
        .get(ALL)
        .filter(Tree.Mapping.class::isInstance)
        .flatMap(section -> ((Tree.Mapping) section).get(key))
        .or(() -> flat)
        .map(all -> new Tree.Mapping(all.line(), List.of(new Tree.Entry(key, all.line(), all))));
  }
}
