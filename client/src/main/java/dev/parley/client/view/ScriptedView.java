package dev.parley.client.view;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Handoff;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Pattern;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A recorded conversation as a team that replays it without keys: each agent that calls a model has
 * a scripted one of its own name, which says what was recorded, in order. Code runs again, and
 * people are asked again.
 */
public final class ScriptedView {

  /** The model that says again who was chosen to speak. */
  private static final String SELECTOR = "selector";

  private ScriptedView() {}

  /** The team that says again what the entries say. */
  public static Blueprint of(Blueprint blueprint, List<Entry> entries) {
    var models = new LinkedHashMap<String, ModelSpec>();
    var agents = new ArrayList<Agent>();
    SequencedMap<String, List<ScriptedReply>> said = replies(blueprint, entries);
    for (Agent agent : blueprint.agents()) {
      if (callsModel(agent)) {
        agents.add(withOwnSummaries(agent.model(agent.name())));
        models.put(
            agent.name(),
            ModelSpec.scripted(agent.name(), said.getOrDefault(agent.name(), List.of())));
      } else {
        agents.add(agent);
      }
    }
    Pattern team = blueprint.team();
    if (team instanceof Pattern.SelectorGroupChat chat && said.containsKey(SELECTOR)) {
      models.put(SELECTOR, ModelSpec.scripted(SELECTOR, said.get(SELECTOR)));
      team = chat.by(SELECTOR);
    }
    return new Blueprint(
        blueprint.format(),
        blueprint.name(),
        blueprint.description(),
        models,
        agents,
        team,
        blueprint.budget(),
        blueprint.tools(),
        blueprint.policies(),
        blueprint.previews(),
        blueprint.teams(),
        blueprint.summing());
  }

  /** What summed up for it is said again by its own model, which has all it was told in order. */
  private static Agent withOwnSummaries(Agent agent) {
    return agent.context(
        agent.way(Reply.CallModel.class).orElseThrow().context().stream()
            .map(
                policy ->
                    policy instanceof Context.Summarizing summing
                        ? new Context.Summarizing(null, summing.above(), summing.keepLast())
                        : policy)
            .toArray(Context[]::new));
  }

  private static SequencedMap<String, List<ScriptedReply>> replies(
      Blueprint blueprint, List<Entry> entries) {
    var said = new LinkedHashMap<String, List<ScriptedReply>>();
    for (Entry entry : entries) {
      Entry.Origin origin = entry.words().origin();
      if (origin != null) {
        caller(blueprint, entry)
            .ifPresent(
                agent ->
                    said.computeIfAbsent(agent, name -> new ArrayList<>())
                        .add(reply(entry, origin)));
      }
    }
    return said;
  }

  private static ScriptedReply reply(Entry entry, Entry.Origin origin) {
    return new ScriptedReply(
        null,
        null,
        1,
        entry.text(),
        origin.thought(),
        null,
        entry.head().usage(),
        null,
        calls(entry));
  }

  /** The tools that it called, and to whom it handed over. */
  private static List<ScriptedReply.Call> calls(Entry entry) {
    List<ScriptedReply.Call> calls = new ArrayList<>();
    if (entry.words().detail() instanceof Entry.Calling calling) {
      calling
          .calls()
          .forEach(call -> calls.add(new ScriptedReply.Call(call.tool(), call.arguments())));
    }
    boolean hands = entry.kind() == Kind.HANDOFF || entry.kind() == Kind.TOOL_CALLS;
    if (hands && entry.head().to() != null) {
      calls.add(new ScriptedReply.Call(Handoff.tool(entry.head().to()), "{}"));
    }
    return calls;
  }

  /** The agent whose model said it; a summary is said by the recipient's, else the initiator's. */
  private static Optional<String> caller(Blueprint blueprint, Entry entry) {
    if (entry.head().event() == Event.SELECTED) {
      return Optional.of(SELECTOR);
    }
    if (entry.kind() != Kind.SUMMARY || entry.head().reader().isPresent()) {
      return blueprint.agents().stream()
          .filter(agent -> agent.name().equals(entry.author()) && callsModel(agent))
          .map(Agent::name)
          .findFirst();
    }
    return blueprint.team() instanceof Pattern.TwoAgentChat chat
        ? List.of(chat.recipient(), chat.initiator()).stream()
            .filter(name -> callsModel(blueprint.agent(name)))
            .findFirst()
        : blueprint.summing() == null ? Optional.empty() : Optional.of(entry.author());
  }

  private static boolean callsModel(Agent agent) {
    return agent.way(Reply.CallModel.class).isPresent();
  }
}
