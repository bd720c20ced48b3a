package dev.parley.activities.tools;

import dev.parley.agents.Names;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The tools of a worker by name. Immutable. */
public final class Tools {

  /** None. */
  public static final Tools NONE = of(List.of());

  /** What histories call a tool that an agent does not have: its name is a word of a model. */
  public static final String UNKNOWN = "unknown";

  /** The types of Parley's own activities; a tool's activity is called like the tool. */
  private static final Set<String> ACTIVITIES =
      Set.of(
          "reply",
          "summarize",
          "select_speaker",
          "execute_code",
          "open",
          "append",
          "invoke",
          "choose",
          "combine",
          "heads",
          "chat",
          "prepare",
          "close");

  private static final String BEGINNING = "begin_";

  /** What a model calls to hand the floor over. */
  private static final String HANDOFF = "transfer_to_";

  private final SortedMap<String, Tool> all;

  private Tools(SortedMap<String, Tool> all) {
    this.all = Collections.unmodifiableSortedMap(all);
  }

  /**
   * These tools.
   *
   * @throws IllegalArgumentException with the places of both, if two have one name; or if a name is
   *     none or one of Parley's own
   */
  public static Tools of(Collection<? extends Tool> tools) {
    SortedMap<String, Tool> all = new TreeMap<>();
    for (Tool tool : tools) {
      requireFree(tool);
      Tool other = all.putIfAbsent(tool.name(), tool);
      if (other != null) {
        throw new IllegalArgumentException(
            "tools: two are called \"%s\": %s and %s; rename one, for a method by @Tool(name = …)"
                .formatted(tool.name(), other.place(), tool.place()));
      }
    }
    return new Tools(all);
  }

  private static void requireFree(Tool tool) {
    String name = tool.name();
    if (!Names.NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tools: \"%s\" (%s) is no name; a letter, then up to 63 letters, digits, _ and -"
              .formatted(name, tool.place()));
    }
    String owner = isActivity(name) ? "an activity of Parley" : "Parley's way to hand over";
    if (isActivity(name) || name.startsWith(HANDOFF) || name.equals(UNKNOWN)) {
      throw new IllegalArgumentException(
          "tools: \"%s\" (%s) is the name of %s; rename it, for a method by @Tool(name = …)"
              .formatted(name, tool.place(), name.equals(UNKNOWN) ? "no tool" : owner));
    }
  }

  /** Whether an activity of this type is one of Parley's own and no tool. */
  public static boolean isActivity(String type) {
    return ACTIVITIES.contains(type) || type.startsWith(BEGINNING);
  }

  /** The tool of this name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** Their names. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new java.util.TreeSet<>(all.keySet()));
  }

  /** All of them, by name. */
  public Map<String, Tool> all() {
    return all;
  }
}
