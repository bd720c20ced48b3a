package dev.parley.activities;

import dev.parley.activities.models.ModelReply;
import dev.parley.agents.Agent;
import dev.parley.agents.Entry.Origin;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Handoff;
import dev.parley.agents.Kind;
import dev.parley.agents.Reply;
import dev.parley.transcript.Draft;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The handoff among the calls of an answer. Of several the first counts; tools of the same answer
 * are called before it.
 *
 * @param handoff absent: it hands over to nobody
 * @param calls the other calls
 */
record Handing(Optional<Handoff> handoff, List<ModelReply.Call> calls) {

  static Handing of(Agent agent, List<ModelReply.Call> calls) {
    List<Handoff> all =
        agent.way(Reply.CallModel.class).map(Reply.CallModel::handoffs).orElse(List.of());
    Optional<Handoff> first = calls.stream().flatMap(call -> find(all, call).stream()).findFirst();
    Predicate<ModelReply.Call> isTool = call -> find(all, call).isEmpty();
    return new Handing(first, calls.stream().filter(isTool).toList());
  }

  private static Optional<Handoff> find(List<Handoff> all, ModelReply.Call call) {
    return all.stream().filter(one -> Handoff.tool(one.to()).equals(call.tool())).findFirst();
  }

  /** To whom; absent: to nobody. */
  @Nullable String to() {
    return handoff.map(Handoff::to).orElse(null);
  }

  /** The entry that hands the floor over. */
  Draft draft(String agent, String said, @Nullable Origin origin) {
    Handoff to = handoff.orElseThrow();
    String text = said.isBlank() ? to.words() : said;
    return Draft.of(agent, Kind.HANDOFF, new Words(text, null, origin))
        .withPerson(null, to.to(), null, false);
  }
}
