package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.named;

import dev.parley.agents.Policy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The workers' own policies: what stands under {@code parley.policies} in their settings file,
 * written as in a team file.
 */
public final class SettingsPolicies {

  private static final String SECTION = "parley";
  private static final String KEY = "policies";

  private SettingsPolicies() {}

  /**
   * The policies of a file; none, if it has none.
   *
   * @param people whom the workers know
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Policy> read(Path file, KnownPeople people) {
    String name = Shown.clean(String.valueOf(file.getFileName()));
    Report report = new Report(name);
    SequencedMap<String, Policy> policies =
        Source.load(file, name, report)
            .filter(source -> !isEmpty(source))
            .flatMap(source -> source.tree(new Place(name, 0, ""), report))
            .flatMap(SettingsPolicies::under)
            .flatMap(tree -> section(tree, name, report))
            .map(section -> new PolicyReader(report, people).read(section))
            .orElseGet(LinkedHashMap::new);
    if (!report.clean()) {
      throw new TeamFileException(report.errors());
    }
    return policies;
  }

  /** An empty settings file is none of the mistakes that an empty team file is. */
  private static boolean isEmpty(Source source) {
    return source
        .text()
        .lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#"));
  }

  /** Nothing but the policies: the other keys are not for this reader. */
  private static Optional<Tree> under(Tree root) {
    if (!(root instanceof Tree.Mapping mapping)) {
      return Optional.empty();
    }
    // Settings may be written flat.
    Optional<Tree> flat = mapping.get(SECTION + "." + KEY);
    return mapping
        .get(SECTION)
        .filter(Tree.Mapping.class::isInstance)
        .flatMap(section -> ((Tree.Mapping) section).get(KEY))
        .or(() -> flat)
        .map(all -> new Tree.Mapping(all.line(), List.of(new Tree.Entry(KEY, all.line(), all))));
  }

  private static Optional<Section> section(Tree tree, String name, Report report) {
    Checker checker = new Checker(report, new Vars(Map.of(), report), new References(report));
    Shape shape = keys(KEY, optional(KEY, named(PolicyFormat.policy()), "The workers' policies."));
    return checker
        .read(shape, tree, new Place(name, tree.line(), SECTION))
        .filter(Section.class::isInstance)
        .map(Section.class::cast);
  }
}
