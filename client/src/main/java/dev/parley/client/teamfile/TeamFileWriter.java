package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes blueprints as team files that people like to read. Reading one gives the same value. */
public final class TeamFileWriter {

  private TeamFileWriter() {}

  /**
   * The blueprint as YAML.
   *
   * @throws IllegalArgumentException with the place and the value, if it holds what a team file
   *     cannot say (an agent whose chain of replies no preset gives, a part of a millisecond)
   */
  public static String write(Blueprint blueprint) {
    if (blueprint.summing() != null) {
      throw new IllegalArgumentException(
          "team: a team file cannot say what a conversation inside another one comes to");
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", blueprint.name());
    if (!blueprint.description().isEmpty()) {
      file.put("description", YamlText.literal(blueprint.description()));
    }
    if (!blueprint.models().isEmpty()) {
      Map<String, Object> models = new LinkedHashMap<>();
      blueprint.models().forEach((name, spec) -> models.put(name, ModelWriter.model(name, spec)));
      file.put("models", models);
    }
    putNamed(file, "tools", blueprint.tools(), PolicyWriter::tool);
    putNamed(file, "policies", blueprint.policies(), PolicyWriter::policy);
    Map<String, Object> agents = new LinkedHashMap<>();
    for (Agent agent : blueprint.agents()) {
      agents.put(agent.name(), AgentWriter.agent(agent));
    }
    file.put("agents", agents);
    putNamed(file, "teams", blueprint.teams(), TeamFileWriter::team);
    file.put("team", team(blueprint.team()));
    if (!blueprint.budget().equals(Budget.NONE)) {
      file.put("budget", budget(blueprint.budget()));
    }
    put(file, "previews", blueprint.previews() == null ? null : blueprint.previews().wire());
    return YamlText.write(file);
  }

  private static Map<String, Object> team(Pattern team) {
    Map<String, Object> out = new LinkedHashMap<>();
    PatternWriter.write(out, team);
    put(out, "maxTurns", team.maxTurns());
    if (team.termination() != null) {
      out.put("termination", ConditionWriter.condition(team.termination()));
    }
    if (team instanceof Pattern.TwoAgentChat chat && chat.summary() != null) {
      out.put("summary", ChatWriter.summary(chat.summary()));
    }
    return out;
  }

  private static Map<String, Object> budget(Budget budget) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "modelCalls", budget.modelCalls());
    put(out, "tokens", budget.tokens());
    put(out, "cost", budget.cost());
    put(out, "approval", budget.approval());
    put(out, "repeats", budget.repeats());
    return out;
  }

  private static <T> void putNamed(
      Map<String, Object> out,
      String key,
      Map<String, T> all,
      Function<T, Map<String, Object>> write) {
    if (!all.isEmpty()) {
      Map<String, Object> named = new LinkedHashMap<>();
      all.forEach((name, one) -> named.put(name, write.apply(one)));
      out.put(key, named);
    }
  }

  /** Puts what is there. */
  static void put(Map<String, Object> out, String key, @Nullable Object value) {
    if (value != null) {
      out.put(key, value);
    }
  }

  /** Puts a list if it holds something. */
  static void putAll(Map<String, Object> out, String key, List<String> values) {
    if (!values.isEmpty()) {
      out.put(key, values.stream().map(YamlText::literal).toList());
    }
  }
}
