package dev.parley.activities;

import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.ModelReply;
import dev.parley.activities.tools.ApprovalRules;
import dev.parley.activities.tools.CallArguments;
import dev.parley.activities.tools.MemberTool;
import dev.parley.activities.tools.PersonTool;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Handoff;
import dev.parley.agents.Reply;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an agent's model is told of its tools, and what becomes of the calls that it wants. */
final class ModelTools {

  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

  private final Transcript transcript;
  private final Toolset tools;
  private final ApprovalRules approvals;

  ModelTools(Transcript transcript, Toolset tools, ApprovalRules approvals) {
    this.transcript = transcript;
    this.tools = tools;
    this.approvals = approvals;
  }

  /**
   * The tools of an agent.
   *
   * @throws io.temporal.failure.ApplicationFailure if this worker lacks one, or cannot reach the
   *     place it comes from, or one could be approved by nobody
   */
  List<ModelCall.Offer> offers(Blueprint blueprint, Agent agent) {
    tools.problems(blueprint).stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw Failures.terminal("unknownTool", problem);
            });
    try {
      return Stream.concat(
              tools.names(blueprint, agent).stream().map(name -> offer(blueprint, agent, name)),
              handoffs(blueprint, agent))
          .toList();
    } catch (ToolSource.Unavailable e) {
      throw Failures.retryable("toolsAway", String.valueOf(e.getMessage()), null);
    }
  }

  private static Stream<ModelCall.Offer> handoffs(Blueprint blueprint, Agent agent) {
    return agent.way(Reply.CallModel.class).stream()
        .flatMap(way -> way.handoffs().stream())
        .map(
            to ->
                new ModelCall.Offer(Handoff.tool(to.to()), described(blueprint, to), NO_ARGUMENTS));
  }

  /** What the file says, else what the agent itself is said to be for. */
  private static String described(Blueprint blueprint, Handoff to) {
    if (!to.description().isEmpty()) {
      return to.description();
    }
    String about =
        blueprint.agents().stream()
            .filter(agent -> agent.name().equals(to.to()))
            .map(Agent::description)
            .findFirst()
            .orElse("A person.");
    return "Hands the conversation over to %s. %s".formatted(to.to(), about).strip();
  }

  private ModelCall.Offer offer(Blueprint blueprint, Agent agent, String name) {
    Tool tool = tools.find(blueprint, name).orElseThrow(() -> unknown(agent, name));
    Optional<String> deadEnd =
        tool instanceof PersonTool ? Optional.empty() : approvals.deadEnd(blueprint, agent, tool);
    deadEnd.ifPresent(
        why -> {
          throw Failures.terminal(
              "nobodyDecides", "agents.%s.tools: %s".formatted(agent.name(), why));
        });
    return new ModelCall.Offer(tool.name(), tool.description(), tool.parameters());
  }

  private RuntimeException unknown(Agent agent, String name) {
    var own = tools.own().names();
    String there = own.isEmpty() ? "none" : String.join(", ", own);
    return Failures.terminal(
        "unknownTool",
        ("agents.%s.tools: this worker has no tool called \"%s\", it has: %s; register it with"
                + " ParleyWorker.tools, or start the worker with --lib")
            .formatted(agent.name(), name, there));
  }

  /** Calls as an entry has them, with what a workflow may see of each. */
  record Wanted(Entry.Calling calling, List<ToolCallHead> heads) {}

  /**
   * The calls of a reply. A person is asked where a policy of the file or of the worker says so.
   */
  Wanted wanted(
      String conversation, Blueprint blueprint, Agent agent, List<ModelReply.Call> calls) {
    String starter = transcript.conversations().standing(conversation).starter();
    List<Entry.ToolCall> written = new ArrayList<>();
    List<ToolCallHead> heads = new ArrayList<>();
    for (ModelReply.Call call : calls) {
      String arguments = CallArguments.mended(call.arguments());
      String digest = CallDigest.of(transcript.blobs(), conversation, arguments);
      var entry = new Entry.ToolCall(call.id(), call.tool(), arguments, digest);
      written.add(entry);
      heads.add(
          own(blueprint, agent, call.tool())
              .map(tool -> head(blueprint, agent, tool, entry, starter))
              .orElseGet(() -> new ToolCallHead(call.id(), Tools.UNKNOWN, digest)));
    }
    return new Wanted(new Entry.Calling(written), heads);
  }

  /** The tool of this name, if the agent has it: what a model makes up is no tool. */
  private Optional<Tool> own(Blueprint blueprint, Agent agent, String name) {
    return tools.names(blueprint, agent).contains(name)
        ? tools.find(blueprint, name)
        : Optional.empty();
  }

  private ToolCallHead head(
      Blueprint blueprint, Agent agent, Tool tool, Entry.ToolCall call, String starter) {
    if (tool instanceof PersonTool person) {
      return task(person, call);
    }
    boolean member = tool instanceof MemberTool && tool.problem(call.arguments()).isEmpty();
    Optional<ToolSpec> spec = blueprint.toolSpec(tool.name());
    ToolEffect effect =
        spec.map(ToolSpec::effect).map(tool.effect()::stricter).orElse(tool.effect());
    Duration timeout = spec.map(ToolSpec::timeout).orElse(tool.timeout());
    return new ToolCallHead(
        call.id(),
        tool.name(),
        call.digest(),
        effect,
        approvals.tool(blueprint, agent, tool, call.arguments(), starter).orElse(null),
        // The standard time is the worker's, and need not be in every history.
        timeout.equals(Tool.DEFAULT_TIMEOUT) ? 0 : timeout.toMillis(),
        false,
        member);
  }

  /** Whoever is asked decides by answering, so no policy must approve the question. */
  private static ToolCallHead task(PersonTool tool, Entry.ToolCall call) {
    boolean fits = tool.problem(call.arguments()).isEmpty();
    String policy = fits ? tool.asked().policy() : null;
    return new ToolCallHead(call.id(), tool.name(), call.digest(), tool.effect(), policy, 0, fits);
  }
}
