package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Questions;
import dev.parley.agents.Skeleton;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.EffectCall;
import java.util.List;
import java.util.Optional;

/** A conversation at the place of an effect, as the activity that writes there finds it. */
final class Room {

  private final Transcript transcript;
  private final EffectCall at;
  private final Shelf.Team team;
  private final List<Entry> entries;

  Room(Transcript transcript, Shelf shelf, EffectCall at) {
    this.transcript = transcript;
    this.at = at;
    this.team = shelf.team(at.blueprint());
    this.entries = shelf.before(at);
  }

  EffectCall at() {
    return at;
  }

  Blueprint blueprint() {
    return team.blueprint();
  }

  /** The agent whose effect it is, if it is one's. */
  Optional<Agent> agent() {
    return blueprint().agents().stream()
        .filter(agent -> agent.name().equals(at.agent()))
        .findFirst();
  }

  String starter() {
    return transcript.conversations().standing(at.conversation()).starter();
  }

  /** The entries before the place. */
  List<Entry> entries() {
    return entries;
  }

  Entry entry(int seq) {
    return entries.get(seq);
  }

  /** All that decides how it goes on, folded anew from the entries. */
  ConversationState state() {
    Skeleton skeleton = Questions.skeleton(blueprint());
    return ConversationState.EMPTY.applyAll(skeleton, entries.stream().map(Entry::head).toList());
  }

  /** The arguments of a tool call: as the model wrote them, or as a decision changed them. */
  String arguments(int calls, String call, int decision) {
    if (decision >= 0
        && entry(decision).words().detail() instanceof Entry.Deciding deciding
        && deciding.arguments() != null) {
      return deciding.arguments();
    }
    return call(calls, call).map(Entry.ToolCall::arguments).orElse("{}");
  }

  /** A call of a model, with its words. */
  Optional<Entry.ToolCall> call(int calls, String call) {
    return entry(calls).words().detail() instanceof Entry.Calling calling
        ? calling.calls().stream().filter(one -> one.id().equals(call)).findFirst()
        : Optional.empty();
  }
}
