package dev.parley.client.teamfile;

import static java.util.Map.entry;

import dev.parley.agents.Agent;
import dev.parley.agents.Executor;
import dev.parley.agents.Handoff;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Names;
import dev.parley.agents.Reply;
import dev.parley.agents.Team;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an agent: what its keys name, after the preset that its type is. */
final class AgentReader {

  /** Keys that say something about another key, and so mean nothing without it. */
  private static final Map<String, String> NEEDS =
      Map.ofEntries(
          entry("who", "human"),
          entry("policy", "human"),
          entry("input", "human"),
          entry("system", "model"),
          entry("context", "model"),
          entry("sees", "model"),
          entry("tools", "model"),
          entry("handoffs", "model"),
          entry("output", "model"),
          entry("maxToolIterations", "tools"),
          entry("reflectOnToolUse", "tools"));

  private final Report report;
  private final ModelsReader models;
  private final SequencedMap<String, ModelSpec> known;
  private final ConditionReader conditions;
  private final ContextReader contexts;

  AgentReader(Report report, ModelsReader models, SequencedMap<String, ModelSpec> known) {
    this.report = report;
    this.models = models;
    this.known = known;
    this.conditions = new ConditionReader(report);
    this.contexts = new ContextReader(report, model -> models.named(model, known));
  }

  Optional<Agent> read(String name, Section section) {
    Optional<Agent.Type> type = section.text("type").flatMap(AgentReader::type);
    checkName(name, section, type);
    if (type.isEmpty()) {
      if (!section.broken()) {
        report.error(section.place(), "has no type", "write type: AssistantAgent, or another one");
      }
      return Optional.empty();
    }
    List<Reply> chain = chain(type.get(), section);
    checkNeeds(chain, section);
    if (chain.isEmpty() || !Names.NAME.matcher(name).matches() || reserved(name, type)) {
      return Optional.empty();
    }
    return Optional.of(
        new Agent(
            name,
            type.get(),
            description(section, chain),
            chain,
            section.get("termination").flatMap(conditions::read).orElse(null),
            section.whole("maxConsecutiveAutoReply").orElse(null),
            section.text("lane").map(AgentReader::lane).orElse(null)));
  }

  private static Optional<Agent.Type> type(String written) {
    for (Agent.Type type : Agent.Type.values()) {
      if (type.name().equals(written)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static Agent.Lane lane(String written) {
    return Agent.Lane.valueOf(written.toUpperCase(Locale.ROOT));
  }

  private void checkName(String name, Section section, Optional<Agent.Type> type) {
    if (reserved(name, type)) {
      String user = name.equals(Names.USER) ? "; only a UserProxyAgent may have it" : "";
      report.error(section.place(), "the name is reserved" + user, "call the agent something else");
    }
  }

  private static boolean reserved(String name, Optional<Agent.Type> type) {
    boolean proxy = type.isPresent() && type.get() == Agent.Type.UserProxyAgent;
    return Names.RESERVED.contains(name) && !(proxy && name.equals(Names.USER));
  }

  /** The ways to reply in AutoGen's order: a person, a function, code, a model, a fixed text. */
  private List<Reply> chain(Agent.Type type, Section section) {
    List<Reply> chain = new ArrayList<>();
    human(type, section).ifPresent(chain::add);
    section
        .section("reply")
        .flatMap(reply -> reply.text("function"))
        .ifPresent(function -> chain.add(new Reply.Custom(function)));
    List<Reply.Nest> nests = new ChatReader(report).nests(section);
    if (!nests.isEmpty()) {
      chain.add(new Reply.Nested(nests));
    }
    if (type == Agent.Type.SocietyOfMindAgent) {
      team(section).ifPresent(chain::add);
      return chain;
    }
    refuseTeam(section);
    executor(type, section)
        .ifPresent(
            executor -> chain.add(new Reply.ExecuteCode(executor, approval(section, "code"))));
    model(type, section).ifPresent(chain::add);
    section
        .text("defaultReply")
        .or(
            () ->
                type == Agent.Type.UserProxyAgent
                    ? Optional.of(Agent.DEFAULT_REPLY)
                    : Optional.empty())
        .ifPresent(text -> chain.add(new Reply.Fixed(text)));
    if (chain.isEmpty() && type == Agent.Type.ConversableAgent && !section.broken()) {
      report.error(
          section.place(),
          "has no way to reply",
          "give it a model, an executor, human, reply, nested or defaultReply");
    }
    return chain;
  }

  private Optional<Reply> human(Agent.Type type, Section section) {
    return section
        .text("human")
        .map(Human::valueOf)
        .or(() -> type == Agent.Type.UserProxyAgent ? Optional.of(Human.ALWAYS) : Optional.empty())
        .map(
            mode ->
                new Reply.AskHuman(
                    mode,
                    section.texts("who"),
                    section.text("policy").orElse(null),
                    section.section("input").flatMap(this::input).orElse(null)));
  }

  private Optional<InputCheck> input(Section section) {
    if (!section.broken()
        && !section.has("matches")
        && !section.has("choices")
        && !section.has("schema")) {
      report.error(
          section.place(), "has neither matches, choices nor schema", "say what an answer is like");
    }
    return Optional.of(
        new InputCheck(
            section.text("matches").orElse(null),
            section.texts("choices"),
            section
                .get("schema")
                .filter(Value.Free.class::isInstance)
                .flatMap(schema -> FreeText.json((Value.Free) schema, report))
                .orElse(null),
            section.whole("attempts").orElse(null)));
  }

  /** The policy for tools or code; where the agent has none of them, it is for nothing. */
  private static @Nullable String approval(Section section, String what) {
    return section.section("approval").flatMap(both -> both.text(what)).orElse(null);
  }

  private static Optional<Executor> executor(Agent.Type type, Section section) {
    return section
        .section("executor")
        .map(ExecutorReader::read)
        .or(
            () ->
                type == Agent.Type.CodeExecutorAgent
                    ? Optional.of(Executor.DEFAULT)
                    : Optional.empty());
  }

  private Optional<Reply> model(Agent.Type type, Section section) {
    Optional<String> named = section.text("model").map(model -> models.named(model, known));
    if (named.isEmpty() && type == Agent.Type.AssistantAgent) {
      named = defaultModel(section);
    }
    List<String> tools = tools(section);
    boolean some = !tools.isEmpty();
    return named.map(
        model ->
            new Reply.CallModel(
                model,
                section
                    .text("system")
                    .or(() -> presetSystem(type))
                    .filter(text -> !text.isEmpty())
                    .orElse(null),
                contexts.read(section),
                type == Agent.Type.CodeExecutorAgent,
                tools,
                approval(section, "writes"),
                section.whole("maxToolIterations").filter(rounds -> some).orElse(null),
                some && section.flag("reflectOnToolUse"),
                handoffs(section),
                output(type, section)));
  }

  private List<Handoff> handoffs(Section section) {
    List<Handoff> all = new ArrayList<>();
    for (Value value : section.items("handoffs")) {
      if (value instanceof Section one && one.text("to").isPresent()) {
        String to = one.text("to").get();
        if (all.stream().anyMatch(other -> other.to().equals(to))) {
          report.error(
              one.place(), "%s stands there twice".formatted(Shown.quote(to)), "once will do");
        }
        all.add(new Handoff(to, one.text("description").orElse("")));
      }
    }
    return List.copyOf(all);
  }

  private @Nullable String output(Agent.Type type, Section section) {
    if (section.has("output") && type == Agent.Type.CodeExecutorAgent) {
      report.error(
          section.at("output"),
          "an agent that runs the code in its own replies answers with code",
          "give the output to an AssistantAgent");
    }
    return section
        .section("output")
        .flatMap(output -> output.get("schema"))
        .filter(Value.Free.class::isInstance)
        .flatMap(schema -> FreeText.json((Value.Free) schema, report))
        .orElse(null);
  }

  private Optional<Reply> team(Section section) {
    Optional<String> team = section.text("team");
    if (team.isEmpty() && !section.broken()) {
      report.error(section.place(), "has no team", "name an entry of teams");
    }
    Optional<String> model =
        section
            .text("model")
            .map(named -> models.named(named, known))
            .or(() -> defaultModel(section));
    return team.isEmpty() || model.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reply.InnerTeam(
                team.get(),
                model.get(),
                section.text("instruction").orElse(null),
                section.text("responsePrompt").orElse(null)));
  }

  private void refuseTeam(Section section) {
    for (String key : List.of("team", "instruction", "responsePrompt")) {
      if (section.has(key)) {
        report.error(
            section.at(key), "belongs to a SocietyOfMindAgent", "write type: SocietyOfMindAgent");
      }
    }
  }

  private Optional<String> defaultModel(Section section) {
    if (known.containsKey(Team.DEFAULT_MODEL)) {
      return Optional.of(Team.DEFAULT_MODEL);
    }
    Optional<String> given = models.forEveryAgent();
    if (given.isEmpty() && !section.broken() && !section.has("model")) {
      report.error(
          section.place(),
          "has no model, and models has no " + Team.DEFAULT_MODEL,
          "write model: openai:gpt-4o, or another one");
    }
    return given;
  }

  /** What the model of a preset is told first if the file says nothing. */
  static Optional<String> presetSystem(Agent.Type type) {
    return switch (type) {
      case AssistantAgent -> Optional.of(Defaults.ASSISTANT_SYSTEM);
      case CodeExecutorAgent -> Optional.of(Defaults.CODE_EXECUTOR_SYSTEM);
      case ConversableAgent, UserProxyAgent, SocietyOfMindAgent -> Optional.empty();
    };
  }

  private List<String> tools(Section section) {
    List<String> tools = section.texts("tools");
    Set<String> once = new LinkedHashSet<>();
    for (String tool : tools) {
      if (!once.add(tool)) {
        report.error(
            section.at("tools"),
            "%s stands there twice".formatted(Shown.quote(tool)),
            "once will do");
      }
    }
    return List.copyOf(once);
  }

  private static String description(Section section, List<Reply> chain) {
    return section.text("description").orElseGet(() -> defaultDescription(chain));
  }

  /** The start of what its model is told. */
  static String defaultDescription(List<Reply> chain) {
    return chain.stream()
        .filter(Reply.CallModel.class::isInstance)
        .map(way -> ((Reply.CallModel) way).system())
        .flatMap(system -> Optional.ofNullable(system).stream())
        .findFirst()
        .map(Defaults::description)
        .orElse("");
  }

  private void checkNeeds(List<Reply> chain, Section section) {
    boolean person = chain.stream().anyMatch(Reply.AskHuman.class::isInstance);
    boolean model = chain.stream().anyMatch(Reply.CallModel.class::isInstance);
    NEEDS.forEach(
        (key, other) -> {
          boolean there =
              switch (other) {
                case "human" -> person;
                case "model" -> model;
                default -> false;
              };
          if (section.has(key) && !there && !section.has(other)) {
            report.error(
                section.at(key), "means nothing without " + other, "give the agent " + other);
          }
        });
  }
}
