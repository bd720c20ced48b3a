package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;
import static dev.parley.client.teamfile.TeamFileWriter.putAll;

import dev.parley.agents.Agent;
import dev.parley.agents.Executor;
import dev.parley.agents.Handoff;
import dev.parley.agents.Human;
import dev.parley.agents.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes agents: their type, and the keys in which they differ from it. */
final class AgentWriter {

  private AgentWriter() {}

  static Map<String, Object> agent(Agent agent) {
    requireSayable(agent);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", agent.type().name());
    agent
        .way(Reply.CallModel.class)
        .ifPresent(call -> out.put("model", YamlText.literal(call.model())));
    if (!agent.description().equals(AgentReader.defaultDescription(agent.replies()))) {
      out.put("description", YamlText.literal(agent.description()));
    }
    agent.way(Reply.CallModel.class).ifPresent(call -> call(out, agent.type(), call));
    agent.way(Reply.AskHuman.class).ifPresent(human -> human(out, agent.type(), human));
    agent
        .way(Reply.Custom.class)
        .ifPresent(custom -> out.put("reply", Map.of("function", custom.function())));
    agent.way(Reply.Nested.class).ifPresent(nested -> out.put("nested", ChatWriter.nests(nested)));
    agent.way(Reply.InnerTeam.class).ifPresent(team -> team(out, team));
    agent.way(Reply.ExecuteCode.class).ifPresent(code -> code(out, agent.type(), code.executor()));
    approval(out, agent);
    agent.way(Reply.Fixed.class).ifPresent(fixed -> fixed(out, agent.type(), fixed));
    if (agent.termination() != null) {
      out.put("termination", ConditionWriter.condition(agent.termination()));
    }
    put(out, "maxConsecutiveAutoReply", agent.maxConsecutiveAutoReply());
    if (agent.lane() != null) {
      out.put("lane", agent.lane().name().toLowerCase(Locale.ROOT));
    }
    return out;
  }

  private static void team(Map<String, Object> out, Reply.InnerTeam inner) {
    out.put("team", inner.team());
    out.put("model", YamlText.literal(inner.model()));
    put(
        out,
        "instruction",
        inner.instruction() == null ? null : YamlText.literal(inner.instruction()));
    put(
        out,
        "responsePrompt",
        inner.responsePrompt() == null ? null : YamlText.literal(inner.responsePrompt()));
  }

  private static void call(Map<String, Object> out, Agent.Type type, Reply.CallModel call) {
    Optional<String> preset = AgentReader.presetSystem(type);
    Optional<String> system = Optional.ofNullable(call.system());
    if (!system.equals(preset)) {
      out.put("system", YamlText.literal(system.orElse("")));
    }
    ContextWriter.write(out, call.context());
    putAll(out, "tools", call.tools());
    put(out, "maxToolIterations", call.maxToolIterations());
    if (!call.handoffs().isEmpty()) {
      out.put("handoffs", call.handoffs().stream().map(AgentWriter::handoff).toList());
    }
    if (call.reflectOnToolUse()) {
      out.put("reflectOnToolUse", true);
    }
    if (call.output() != null) {
      Map<String, Object> output = new LinkedHashMap<>();
      put(output, "schema", FreeText.yaml("agents.output.schema", call.output()));
      out.put("output", output);
    }
  }

  private static Object handoff(Handoff handoff) {
    if (handoff.description().isEmpty()) {
      return handoff.to();
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("to", handoff.to());
    out.put("description", YamlText.literal(handoff.description()));
    return out;
  }

  private static void human(Map<String, Object> out, Agent.Type type, Reply.AskHuman human) {
    if (type != Agent.Type.UserProxyAgent || human.mode() != Human.ALWAYS) {
      out.put("human", human.mode().name());
    }
    if (!human.who().equals(List.of("starter"))) {
      putAll(out, "who", human.who());
    }
    put(out, "policy", human.policy());
    put(out, "input", human.input() == null ? null : PolicyWriter.input(human.input()));
  }

  private static void approval(Map<String, Object> out, Agent agent) {
    Map<String, Object> both = new LinkedHashMap<>();
    put(both, "writes", agent.way(Reply.CallModel.class).map(Reply.CallModel::writes).orElse(null));
    put(
        both,
        "code",
        agent.way(Reply.ExecuteCode.class).map(Reply.ExecuteCode::approval).orElse(null));
    if (!both.isEmpty()) {
      out.put("approval", both);
    }
  }

  private static void code(Map<String, Object> out, Agent.Type type, Executor executor) {
    if (type == Agent.Type.CodeExecutorAgent && executor.equals(Executor.DEFAULT)) {
      return;
    }
    Executor.Type sandbox = executor.type();
    out.put(
        "executor",
        sandbox != null && executor.equals(Executor.DEFAULT.in(sandbox))
            ? sandbox.wire()
            : executor(executor));
  }

  private static Map<String, Object> executor(Executor executor) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "type", executor.type() == null ? null : executor.type().wire());
    put(out, "image", executor.image() == null ? null : YamlText.literal(executor.image()));
    if (executor.network()) {
      out.put("network", true);
    }
    putAll(out, "packages", executor.packages());
    put(out, "memory", executor.memory() == null ? null : Measures.write(executor.memory()));
    put(out, "cpus", executor.cpus());
    put(out, "timeout", executor.timeout() == null ? null : Measures.write(executor.timeout()));
    put(out, "output", executor.output() == null ? null : Measures.write(executor.output()));
    return out;
  }

  private static void fixed(Map<String, Object> out, Agent.Type type, Reply.Fixed fixed) {
    if (type != Agent.Type.UserProxyAgent || !fixed.text().equals(Agent.DEFAULT_REPLY)) {
      out.put("defaultReply", YamlText.literal(fixed.text()));
    }
  }

  /** Refuses an agent whose chain its type and keys would not give again. */
  private static void requireSayable(Agent agent) {
    int place = -1;
    for (Reply way : agent.replies()) {
      if (place(way) <= place) {
        throw cannot(agent, "its ways to reply are not in the order that a team file gives them");
      }
      place = place(way);
    }
    boolean proxy = agent.type() == Agent.Type.UserProxyAgent;
    if (proxy
            && (agent.way(Reply.AskHuman.class).isEmpty() || agent.way(Reply.Fixed.class).isEmpty())
        || agent.type() == Agent.Type.AssistantAgent && agent.way(Reply.CallModel.class).isEmpty()
        || agent.type() == Agent.Type.CodeExecutorAgent
            && agent.way(Reply.ExecuteCode.class).isEmpty()
        || (agent.type() == Agent.Type.SocietyOfMindAgent)
            != agent.way(Reply.InnerTeam.class).isPresent()) {
      throw cannot(agent, "it has not the ways to reply of a " + agent.type());
    }
    boolean runs = agent.type() == Agent.Type.CodeExecutorAgent;
    if (agent.way(Reply.CallModel.class).filter(call -> call.runsOwnCode() != runs).isPresent()) {
      throw cannot(
          agent, "only a CodeExecutorAgent with a model runs its own code, and it always does");
    }
    if (agent
        .way(Reply.CallModel.class)
        .filter(call -> call.tools().isEmpty())
        .filter(call -> call.maxToolIterations() != null || call.reflectOnToolUse())
        .isPresent()) {
      throw cannot(agent, "it says how tools are used and has none");
    }
  }

  private static int place(Reply way) {
    return switch (way) {
      case Reply.AskHuman human -> 0;
      case Reply.Custom custom -> 1;
      case Reply.Nested nested -> 2;
      case Reply.InnerTeam team -> 3;
      case Reply.ExecuteCode code -> 4;
      case Reply.CallModel model -> 5;
      case Reply.Fixed fixed -> 6;
    };
  }

  private static IllegalArgumentException cannot(Agent agent, String why) {
    return new IllegalArgumentException(
        "agents.%s: a team file cannot say this agent; %s".formatted(agent.name(), why));
  }
}
