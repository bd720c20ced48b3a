package dev.parley.activities.tools;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Reply;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every tool that agents of this worker may have: those that were registered, those of its sources,
 * and those that a team file makes. A tool of a source is called SOURCE.TOOL.
 */
public final class Toolset implements AutoCloseable {

  /** Without any tool. */
  public static final Toolset NONE = new Toolset(Tools.NONE, List.of(), Optional.empty());

  /** Makes tools of activities that foreign workers run. */
  public interface Activities {
    /**
     * The tool.
     *
     * @param name what team files call it
     */
    Tool tool(String name, ToolSpec spec, ToolKind.ActivityCall call);
  }

  private final Tools own;
  private final Map<String, ToolSource> sources = new TreeMap<>();
  private final Optional<Activities> activities;

  /**
   * Tools.
   *
   * @throws IllegalArgumentException if two sources of one kind have one name
   */
  public Toolset(
      Tools own, Collection<? extends ToolSource> sources, Optional<Activities> activities) {
    this.own = own;
    this.activities = activities;
    for (ToolSource source : sources) {
      if (this.sources.putIfAbsent(key(source.kind(), source.name()), source) != null) {
        throw new IllegalArgumentException(
            "tools: two of kind %s are called \"%s\"".formatted(source.kind(), source.name()));
      }
    }
  }

  /** Those that were registered, and nothing else. */
  public static Toolset of(Tools own) {
    return new Toolset(own, List.of(), Optional.empty());
  }

  private static String key(ToolSource.Kind kind, String name) {
    return kind + "/" + name;
  }

  /** Those that were registered. */
  public Tools own() {
    return own;
  }

  /** The sources that are configured. */
  public List<ToolSource> sources() {
    return List.copyOf(sources.values());
  }

  /**
   * The names of an agent's tools, in the order of its file; those of a source one by one. A name
   * that nothing bears is among them.
   *
   * @throws ToolSource.Unavailable if a source cannot be reached now
   */
  public List<String> names(Blueprint blueprint, Agent agent) {
    return agent.way(Reply.CallModel.class).map(Reply.CallModel::tools).orElse(List.of()).stream()
        .flatMap(name -> spread(blueprint, name))
        .distinct()
        .toList();
  }

  private Stream<String> spread(Blueprint blueprint, String name) {
    return kind(blueprint, name) instanceof ToolKind.Source source && !name.contains(ToolSpec.DOT)
        ? from(blueprint, name, source).stream().map(Tool::name)
        : Stream.of(name);
  }

  /**
   * The tool of this name in a team.
   *
   * @throws ToolSource.Unavailable if its source cannot be reached now
   */
  public Optional<Tool> find(Blueprint blueprint, String name) {
    return switch (kind(blueprint, name)) {
      case null -> own.find(name);
      case ToolKind.Source source ->
          from(blueprint, ToolSpec.entry(name), source).stream()
              .filter(tool -> tool.name().equals(name))
              .findFirst();
      case ToolKind.ActivityCall call ->
          activities.map(all -> all.tool(name, spec(blueprint, name), call));
      case ToolKind.Person person -> Optional.of(new PersonTool(name, person));
      case ToolKind.Member member -> Optional.of(new MemberTool(name, member));
    };
  }

  private static @Nullable ToolKind kind(Blueprint blueprint, String name) {
    return blueprint.toolSpec(name).map(ToolSpec::kind).orElse(null);
  }

  private static ToolSpec spec(Blueprint blueprint, String name) {
    return blueprint.toolSpec(name).orElseThrow();
  }

  private List<Tool> from(Blueprint blueprint, String entry, ToolKind.Source kind) {
    ToolSource source = sources.get(key(kindOf(kind), kind.source()));
    if (source == null) {
      return List.of();
    }
    List<Tool> tools = new ArrayList<>();
    for (Tool tool : source.tools(spec(blueprint, entry))) {
      if (kind.only().isEmpty() || kind.only().contains(tool.name())) {
        tools.add(new SourceTool(entry + ToolSpec.DOT + tool.name(), tool));
      }
    }
    return tools;
  }

  private static ToolSource.Kind kindOf(ToolKind.Source kind) {
    return switch (kind) {
      case ToolKind.Mcp mcp -> ToolSource.Kind.MCP;
      case ToolKind.OpenApi openApi -> ToolSource.Kind.OPENAPI;
      case ToolKind.Sql sql -> ToolSource.Kind.SQL;
    };
  }

  /**
   * What is wrong with the tools that a team names, as sentences for people: of what is known
   * without asking anything.
   */
  public List<String> problems(Blueprint blueprint) {
    List<String> problems = new ArrayList<>();
    blueprint
        .tools()
        .forEach(
            (name, spec) -> {
              if (spec.kind() instanceof ToolKind.Source kind
                  && !sources.containsKey(key(kindOf(kind), kind.source()))) {
                problems.add(missing(name, kind));
              }
            });
    return List.copyOf(problems);
  }

  private String missing(String name, ToolKind.Source kind) {
    String word = kindOf(kind).name().toLowerCase(Locale.ROOT);
    List<String> there =
        sources.values().stream()
            .filter(source -> source.kind() == kindOf(kind))
            .map(ToolSource::name)
            .toList();
    return "tools.%s.%s: the worker has no entry \"%s\" under parley.%s; there are: %s"
        .formatted(
            name, word, kind.source(), word, there.isEmpty() ? "none" : String.join(", ", there));
  }

  /** Closes every source. */
  @Override
  public void close() {
    sources.values().forEach(ToolSource::close);
  }
}
