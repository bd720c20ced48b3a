package dev.parley.client.teamfile;

import dev.parley.agents.ToolKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what a tool of a file is, where the workers have none under its name. */
final class ToolKindReader {

  /** The keys that say what a tool is, each with those that belong to it. */
  private static final Map<String, Set<String>> KINDS = kinds();

  private static final Set<String> OF_KINDS =
      Set.of("only", "rows", "taskQueue", "description", "parameters", "policy");

  private final Report report;

  ToolKindReader(Report report) {
    this.report = report;
  }

  private static Map<String, Set<String>> kinds() {
    Map<String, Set<String>> kinds = new LinkedHashMap<>();
    kinds.put("mcp", Set.of("only"));
    kinds.put("openapi", Set.of("only"));
    kinds.put("sql", Set.of("rows"));
    kinds.put("activity", Set.of("taskQueue", "description", "parameters"));
    kinds.put("person", Set.of("policy", "description"));
    kinds.put("team", Set.of("description"));
    kinds.put("agent", Set.of("description"));
    return kinds;
  }

  /** What the tool is; absent: one of the workers. */
  Optional<ToolKind> read(Section section) {
    List<String> said = KINDS.keySet().stream().filter(section::has).toList();
    if (said.size() > 1) {
      report.error(
          section.at(said.get(1)),
          "stands beside %s: a tool is one of them".formatted(said.getFirst()),
          "make two tools of it");
      return Optional.empty();
    }
    Set<String> belong = said.isEmpty() ? Set.of() : KINDS.getOrDefault(said.getFirst(), Set.of());
    OF_KINDS.stream()
        .filter(key -> section.has(key) && !belong.contains(key))
        .sorted()
        .forEach(key -> idle(section, key));
    return said.isEmpty() ? Optional.empty() : kind(section, said.getFirst());
  }

  private void idle(Section section, String key) {
    List<String> with =
        KINDS.entrySet().stream()
            .filter(kind -> kind.getValue().contains(key))
            .map(Map.Entry::getKey)
            .toList();
    report.error(
        section.at(key), "means nothing without " + String.join(" or ", with), "take it out");
  }

  private Optional<ToolKind> kind(Section section, String word) {
    if (word.equals("activity") && !section.has("taskQueue") && !section.broken()) {
      report.error(
          section.at("activity"),
          "has no taskQueue",
          "write the task queue on which the activity's workers are");
    }
    return section.text(word).map(named -> kind(section, word, named));
  }

  private ToolKind kind(Section section, String word, String named) {
    return switch (word) {
      case "mcp" -> new ToolKind.Mcp(named, section.texts("only"));
      case "openapi" -> new ToolKind.OpenApi(named, section.texts("only"));
      case "sql" -> new ToolKind.Sql(named, section.whole("rows").orElse(null));
      case "activity" ->
          new ToolKind.ActivityCall(
              named,
              section.text("taskQueue").orElse(null),
              section.text("description").orElse(null),
              parameters(section));
      case "person" ->
          new ToolKind.Person(
              named, section.text("policy").orElse(null), section.text("description").orElse(null));
      case "team", "agent" ->
          new ToolKind.Member(named, word.equals("team"), section.text("description").orElse(null));
      default -> throw new IllegalStateException("no kind of tool: " + word);
    };
  }

  private @Nullable String parameters(Section section) {
    return section
        .get("parameters")
        .filter(Value.Free.class::isInstance)
        .flatMap(schema -> FreeText.json((Value.Free) schema, report))
        .orElse(null);
  }
}
