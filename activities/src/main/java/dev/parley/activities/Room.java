package dev.parley.activities;

import dev.parley.agents.Agent;
import dev.parley.agents.Batch;
import dev.parley.agents.Blueprint;
import dev.parley.agents.ConversationState;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.Questions;
import dev.parley.workflows.EffectCall;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation at the place of an effect, as the activity that writes there finds it. One
 * thread's: what it has looked up it keeps.
 */
final class Room {

  private final Shelf shelf;
  private final EffectCall at;
  private final Shelf.Team team;
  private final List<Entry> entries;
  private @Nullable ConversationState state;

  Room(Shelf shelf, EffectCall at) {
    this.shelf = shelf;
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

  /** The agent of this name; absent: there is none. */
  Optional<Agent> agent(String name) {
    return blueprint().agents().stream().filter(agent -> agent.name().equals(name)).findFirst();
  }

  String starter() {
    return shelf.starter(at.conversation());
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
    if (state == null) {
      state =
          ConversationState.EMPTY.applyAll(
              Questions.skeleton(blueprint()), entries.stream().map(Entry::head).toList());
    }
    return state;
  }

  /** The entry that opened a request. */
  Entry asked(String request) {
    return entries.reversed().stream()
        .filter(entry -> entry.kind() == Kind.REQUEST && request.equals(entry.head().request()))
        .findFirst()
        .orElseThrow(() -> Failures.terminal("noRequest", "an open request has no entry"));
  }

  /** A call that is under way. */
  Optional<Batch.Call> underWay(@Nullable String call) {
    return batches().flatMap(batch -> batch.call(call).stream()).findFirst();
  }

  /** The arguments of a call that is under way: as the model wrote them, or as changed. */
  String arguments(Batch.Call call) {
    if (call.decision() >= 0
        && entry(call.decision()).words().detail() instanceof Entry.Deciding deciding
        && deciding.arguments() != null) {
      return deciding.arguments();
    }
    return batches()
        .filter(batch -> batch.calls().contains(call))
        .findFirst()
        .flatMap(batch -> call(batch.seq(), call.id()))
        .map(Entry.ToolCall::arguments)
        .orElse("{}");
  }

  /** The batches under way: the agent's own first, because ids of calls are only theirs. */
  private Stream<Batch> batches() {
    return Stream.concat(state().turnOf(at.agent()).stream(), state().turns().stream())
        .flatMap(turn -> Optional.ofNullable(turn.batch()).stream());
  }

  /** A call of a model, with its words. */
  Optional<Entry.ToolCall> call(int calls, String call) {
    return entry(calls).words().detail() instanceof Entry.Calling calling
        ? calling.calls().stream().filter(one -> one.id().equals(call)).findFirst()
        : Optional.empty();
  }
}
