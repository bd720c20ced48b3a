package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;
import static dev.parley.client.teamfile.TeamFileWriter.putAll;

import dev.parley.agents.Choice;
import dev.parley.agents.InputCheck;
import dev.parley.agents.Policy;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes policies, and what is said about tools and answers. */
final class PolicyWriter {

  private PolicyWriter() {}

  static Map<String, Object> tool(ToolSpec tool) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "effect", tool.effect() == null ? null : tool.effect().name());
    put(out, "timeout", time(tool.timeout()));
    put(out, "approval", tool.approval());
    kind(out, tool.kind());
    return out;
  }

  private static void kind(Map<String, Object> out, @Nullable ToolKind kind) {
    switch (kind) {
      case null -> {}
      case ToolKind.Mcp(String source, List<String> only) -> {
        put(out, "mcp", literal(source));
        putAll(out, "only", only);
      }
      case ToolKind.OpenApi(String source, List<String> only) -> {
        put(out, "openapi", literal(source));
        putAll(out, "only", only);
      }
      case ToolKind.Sql(String source, Integer rows) -> {
        put(out, "sql", literal(source));
        put(out, "rows", rows);
      }
      case ToolKind.ActivityCall call -> activity(out, call);
      case ToolKind.Person(String person, String policy, String description) -> {
        put(out, "person", literal(person));
        put(out, "policy", policy);
        put(out, "description", literal(description));
      }
      case ToolKind.Member member -> {
        put(out, member.team() ? "team" : "agent", literal(member.member()));
        put(out, "description", literal(member.description()));
      }
    }
  }

  private static void activity(Map<String, Object> out, ToolKind.ActivityCall call) {
    put(out, "activity", literal(call.activity()));
    put(out, "taskQueue", literal(call.taskQueue()));
    put(out, "description", literal(call.description()));
    if (call.parameters() != null) {
      out.put("parameters", FreeText.yaml("tools.parameters", call.parameters()));
    }
  }

  static Map<String, Object> policy(Policy policy) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "when", literal(policy.when()));
    stages(out, policy.stages());
    flag(out, "fourEyes", policy.fourEyes());
    put(out, "proof", policy.proof() == null ? null : policy.proof().wire());
    if (!policy.allow().isEmpty()) {
      out.put("allow", policy.allow().stream().map(PolicyWriter::allowed).toList());
    }
    flag(out, "remember", policy.remember());
    put(out, "priority", policy.priority() == null ? null : policy.priority().wire());
    times(out, policy.deadline(), policy.remind());
    put(out, "then", policy.then() == null ? null : then(policy.then()));
    put(out, "inDoubt", policy.inDoubt() == null ? null : policy(policy.inDoubt()));
    return out;
  }

  static Map<String, Object> input(InputCheck input) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "matches", literal(input.matches()));
    putAll(out, "choices", input.choices());
    if (input.schema() != null) {
      put(out, "schema", FreeText.yaml("input.schema", input.schema()));
    }
    put(out, "attempts", input.attempts());
    return out;
  }

  /** One stage that is always asked is written without a list. */
  private static void stages(Map<String, Object> out, List<Policy.Stage> stages) {
    if (stages.size() == 1 && stages.getFirst().when() == null) {
      stage(out, stages.getFirst());
    } else if (!stages.isEmpty()) {
      out.put("stages", stages.stream().map(one -> stage(new LinkedHashMap<>(), one)).toList());
    }
  }

  private static Map<String, Object> stage(Map<String, Object> out, Policy.Stage stage) {
    putAll(out, "who", stage.who());
    put(out, "quorum", stage.quorum());
    put(out, "when", literal(stage.when()));
    return out;
  }

  /** A team file cannot name what only an effect in doubt is decided by. */
  private static String allowed(Choice choice) {
    return switch (choice) {
      case APPROVE, EDIT, REJECT, RESPOND, DELEGATE -> choice.wire();
      case HAPPENED, NOT_HAPPENED, RETRY ->
          throw new IllegalArgumentException(
              "policies: a team file cannot say allow: [%s]".formatted(choice.wire()));
    };
  }

  private static Object then(Policy.Then then) {
    return switch (then) {
      case Policy.Then.Approve approve -> "approve";
      case Policy.Then.Reject reject -> "reject";
      case Policy.Then.Respond respond -> Map.of("respond", YamlText.literal(respond.text()));
      case Policy.Then.Escalate escalate -> {
        Map<String, Object> out = new LinkedHashMap<>();
        putAll(out, "escalate", escalate.who());
        times(out, escalate.deadline(), escalate.remind());
        put(out, "then", escalate.then() == null ? null : then(escalate.then()));
        yield out;
      }
    };
  }

  private static void times(
      Map<String, Object> out, @Nullable Duration deadline, List<Duration> remind) {
    put(out, "deadline", time(deadline));
    if (!remind.isEmpty()) {
      out.put("remind", remind.stream().map(Measures::write).toList());
    }
  }

  private static void flag(Map<String, Object> out, String key, boolean flag) {
    if (flag) {
      out.put(key, true);
    }
  }

  private static @Nullable String time(@Nullable Duration time) {
    return time == null ? null : Measures.write(time);
  }

  private static @Nullable String literal(@Nullable String text) {
    return text == null ? null : YamlText.literal(text);
  }
}
