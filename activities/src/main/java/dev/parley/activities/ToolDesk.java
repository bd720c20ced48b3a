package dev.parley.activities;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Intent;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.ToolTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a call of a tool is about: which tool, with which arguments, and whether it may be.
 */
final class ToolDesk {

  private final Transcript transcript;
  private final Shelf shelf;
  private final Toolset tools;
  private final EffectSettings settings;

  ToolDesk(Transcript transcript, Shelf shelf, Toolset tools, EffectSettings settings) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.tools = tools;
    this.settings = settings;
  }

  /**
   * A call that is to be made.
   *
   * @param name of the tool, as the model wrote it
   * @param tool absent: this worker has none of that name, or the agent may not call it
   * @param arguments as the model wrote them, or as a person changed them
   * @param allowed digest of the arguments that were approved
   * @param effect the strictest of what was known when it was asked for and of what is known here
   */
  record Call(
      String conversation,
      String branch,
      Intent intent,
      String name,
      Optional<Tool> tool,
      String arguments,
      String allowed,
      ToolEffect effect,
      Duration timeout) {}

  Call call(ToolTask task) {
    List<Entry> entries = shelf.before(task.at());
    Entry calls = entries.get(task.calls());
    Entry.ToolCall asked = asked(calls, task.call());
    Blueprint blueprint = shelf.team(task.at().blueprint()).blueprint();
    Optional<Tool> tool = tool(blueprint, task, asked.tool());
    ToolCallHead head = head(calls, task.call());
    ToolEffect known = head.effect() == null ? ToolEffect.READ : head.effect();
    Optional<Entry.Deciding> changed = changed(entries, task.arguments());
    return new Call(
        task.at().conversation(),
        task.at().branch(),
        task.at().intent(),
        asked.tool(),
        tool,
        changed.map(Entry.Deciding::arguments).orElse(asked.arguments()),
        changed.map(Entry.Deciding::digest).orElse(task.digest()),
        tool.map(Tool::effect).orElse(known).stricter(known),
        timeout(head.timeoutMillis(), tool));
  }

  private static Entry.ToolCall asked(Entry calls, String id) {
    if (calls.words().detail() instanceof Entry.Calling calling) {
      return calling.calls().stream()
          .filter(call -> call.id().equals(id))
          .findFirst()
          .orElseThrow();
    }
    throw new IllegalStateException("entry %d holds no tool calls".formatted(calls.seq()));
  }

  private static ToolCallHead head(Entry calls, String id) {
    return calls.head().calls().stream()
        .filter(call -> call.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Entry.Deciding> changed(List<Entry> entries, int decision) {
    return decision >= 0
            && entries.get(decision).words().detail() instanceof Entry.Deciding deciding
            && deciding.arguments() != null
        ? Optional.of(deciding)
        : Optional.empty();
  }

  /** The tool, if the agent has it by its team file. */
  private Optional<Tool> tool(Blueprint blueprint, ToolTask task, String name) {
    try {
      return offered(blueprint, task).contains(name)
          ? tools.find(blueprint, name)
          : Optional.empty();
    } catch (ToolSource.Unavailable e) {
      throw Failures.retryable("toolsAway", String.valueOf(e.getMessage()), null);
    }
  }

  private List<String> offered(Blueprint blueprint, ToolTask task) {
    return tools.names(blueprint, blueprint.agent(task.at().agent()));
  }

  private Duration timeout(long millis, Optional<Tool> tool) {
    if (millis > 0) {
      return Duration.ofMillis(millis);
    }
    long standard = settings.lane().toolTimeoutMillis();
    return standard > 0
        ? Duration.ofMillis(standard)
        : tool.map(Tool::timeout).orElse(Tool.DEFAULT_TIMEOUT);
  }

  /** Whether the agent has the tool, by its team file, and this worker has not. */
  boolean isElsewhere(ToolTask task, Call call) {
    Blueprint blueprint = shelf.team(task.at().blueprint()).blueprint();
    return call.tool().isEmpty() && offered(blueprint, task).contains(call.name());
  }

  /** Why a call is not made, in words that the model can act on. */
  Optional<String> problem(ToolTask task, Call call) {
    if (call.tool().isEmpty()) {
      Blueprint blueprint = shelf.team(task.at().blueprint()).blueprint();
      List<String> there =
          offered(blueprint, task).stream()
              .filter(name -> tools.find(blueprint, name).isPresent())
              .sorted()
              .toList();
      return Optional.of(
          "there is no tool called \"%s\"; there are: %s"
              .formatted(call.name(), there.isEmpty() ? "none" : String.join(", ", there)));
    }
    String digest = CallDigest.of(transcript.blobs(), call.conversation(), call.arguments());
    if (!digest.equals(call.allowed())) {
      return Optional.of("the arguments are not those that were approved; nothing was done");
    }
    try {
      return call.tool().get().problem(call.arguments());
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of("the arguments cannot be checked: " + ToolTexts.message(e));
    }
  }
}
