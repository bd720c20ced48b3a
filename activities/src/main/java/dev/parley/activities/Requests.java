package dev.parley.activities;

import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.Turn;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.transcript.View;
import dev.parley.workflows.EffectCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked: a pure function of the entries, the team and the tools that it is told of.
 * Whoever sends a request and whoever shows it years later makes it here.
 */
final class Requests {

  private final TokenCounter counter;

  Requests(TokenCounter counter) {
    this.counter = counter;
  }

  /** How much a model is sent before which nothing stands. */
  View.Measure measure() {
    return View.Measure.of(counter::of);
  }

  /**
   * The entries that an agent sees: those before its place, and, among agents that speak at the
   * same time, only its own from then on.
   *
   * @param since where they began to, 0: it speaks alone
   */
  static List<Entry> seen(List<Entry> before, int since, String agent) {
    return since == 0
        ? before
        : before.stream().filter(entry -> entry.seq() < since || isOf(entry, agent)).toList();
  }

  private static boolean isOf(Entry entry, String agent) {
    boolean failed = entry.head().event() == Event.NOT_SUMMARIZED;
    return entry.author().equals(agent) || failed && agent.equals(entry.head().to());
  }

  /**
   * Who is asked for what.
   *
   * @param model the model of the agent's chain that replies, as the blueprint names it
   * @param mayCall whether the model may call tools
   * @param sum whether it is to sum up the round
   * @param longest how long the call may take where the model says nothing itself
   */
  record Wish(
      Blueprint blueprint,
      String agent,
      String model,
      boolean mayCall,
      boolean sum,
      Duration longest) {

    static Wish of(Blueprint team, EffectCall call, boolean sum, Duration longest) {
      String model = ModelChain.model(team, way(team, call.agent()).model(), call.link());
      return new Wish(team, call.agent(), model, call.tools(), sum, longest);
    }

    Reply.CallModel way() {
      return way(blueprint, agent);
    }

    /** What the model is told first: the agent's own words, and who the others are. */
    @Nullable String system() {
      String own = way().system();
      String others = SpeakerChoice.introductions(blueprint);
      if (others.isEmpty()) {
        return own;
      }
      return own == null ? others : own + "\n\n" + others;
    }

    private static Reply.CallModel way(Blueprint team, String agent) {
      return team.agent(agent)
          .way(Reply.CallModel.class)
          .orElseThrow(() -> new IllegalArgumentException(agent + " has no model"));
    }
  }

  /**
   * A request.
   *
   * @param model the model's name in the blueprint
   * @param offers the agent's tools: they count, even where a summary is asked for without them
   * @param due what a summary is asked for, absent: the agent's own reply, or the round's summary
   */
  record Request(
      String model, ModelCall call, List<ModelCall.Offer> offers, View.@Nullable Due due) {}

  /**
   * The request for a wish.
   *
   * @param entries those that the agent sees of the conversation
   * @param offers the agent's tools
   */
  Request of(Wish wish, List<Entry> entries, List<ModelCall.Offer> offers) {
    Reply.CallModel way = wish.way();
    var measure = new View.Measure(counter::of, () -> counter.before(wish.system(), offers));
    View view = View.of(entries, wish.agent(), wish.blueprint().team(), way.context(), measure);
    View.Due due = view.due();
    if (due == null || wish.sum()) {
      ModelCall reply = reply(wish, view, offers);
      return new Request(wish.model(), reply, offers, null);
    }
    String named = due.policy().model();
    String model = named == null ? wish.way().model() : named;
    return new Request(model, summary(wish, model, due), offers, due);
  }

  private static ModelCall reply(Wish wish, View view, List<ModelCall.Offer> offers) {
    ModelSpec spec = wish.blueprint().model(wish.model());
    List<Turn> turns =
        wish.sum() ? ModelTurns.summing(view, wish.blueprint()) : ModelTurns.of(view);
    Duration timeout = spec.timeout() == null ? wish.longest() : spec.timeout();
    return ModelCall.of(spec, wish.system(), turns, wish.agent(), timeout)
        .offering(offers, wish.mayCall() && !wish.sum())
        .wanting(wish.sum() ? null : wish.way().output());
  }

  /** The effect is the agent's own: the summary may take no longer than its reply. */
  private static ModelCall summary(Wish wish, String model, View.Due due) {
    Duration own = wish.blueprint().model(wish.way().model()).timeout();
    return ModelCall.of(
        wish.blueprint().model(model),
        null,
        ContextSummary.turns(due, wish.agent()),
        wish.agent(),
        own == null ? wish.longest() : own);
  }
}
