package dev.parley.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The questions that a blueprint asks about every text, in a fixed order, so that a workflow can
 * decide on the answers without seeing the text. The effect that appends an entry answers them on
 * the full text.
 */
public final class Questions {

  private final List<Condition.OnText> asked = new ArrayList<>();

  private Questions() {}

  /** The questions of a blueprint: those of the team's condition first, then each agent's. */
  public static Questions of(Blueprint blueprint) {
    Questions questions = new Questions();
    var unused = questions.number(blueprint);
    return questions;
  }

  /** Outlining is what gives them their numbers. */
  private List<Object> number(Blueprint blueprint) {
    List<Object> outlined = new ArrayList<>(List.of(outline(blueprint.team())));
    for (Agent agent : blueprint.agents()) {
      agent.replies().forEach(way -> outlined.add(outline(way, blueprint)));
      Condition own = outline(agent.termination());
      if (own != null) {
        outlined.add(own);
      }
    }
    return outlined;
  }

  /** The questions by number: conditions on text and functions. */
  public List<Condition.OnText> asked() {
    return List.copyOf(asked);
  }

  /** The team as a workflow may know it. */
  public static Skeleton skeleton(Blueprint blueprint) {
    Questions questions = new Questions();
    Pattern team = questions.outline(blueprint.team());
    List<Skeleton.Member> members = new ArrayList<>();
    for (Agent agent : blueprint.agents()) {
      members.add(
          new Skeleton.Member(
              agent.name(),
              agent.replies().stream().map(way -> questions.outline(way, blueprint)).toList(),
              questions.outline(agent.termination()),
              agent.maxConsecutiveAutoReply(),
              agent.lane()));
    }
    for (String inner : blueprint.teams().keySet()) {
      var way = new Skeleton.Way.Hold(List.of(new Skeleton.Nest(List.of(), null, 1)));
      members.add(new Skeleton.Member(inner, List.of(way), null, null, null));
    }
    return new Skeleton(
        Skeleton.VERSION,
        blueprint.name(),
        members,
        team,
        blueprint.budget().guarded(),
        selector(blueprint),
        sum(blueprint));
  }

  /** The model that chooses who speaks; nobody's own: it writes no code and calls no tools. */
  private static Skeleton.Way.@Nullable Call selector(Blueprint blueprint) {
    return blueprint
        .selectorModel()
        .map(model -> way(blueprint, model, false, 0, false))
        .orElse(null);
  }

  /**
   * The numbers of the text questions to which the text answers yes, ascending. Functions are not
   * asked here: workers know them.
   */
  public List<Integer> answer(String text) {
    List<Integer> yes = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (holds(asked.get(i), text)) {
        yes.add(i);
      }
    }
    return yes;
  }

  private static boolean holds(Condition.OnText question, String text) {
    return switch (question) {
      case Condition.TextMention mention ->
          mention.ignoreCase()
              ? text.toLowerCase(Locale.ROOT).contains(mention.text().toLowerCase(Locale.ROOT))
              : text.contains(mention.text());
      case Condition.Exact exact ->
          exact.ignoreCase()
              ? text.strip().equalsIgnoreCase(exact.text().strip())
              : text.strip().equals(exact.text().strip());
      case Condition.Matches matches -> BoundedRegex.find(matches, text);
      case Condition.Functional function -> false;
    };
  }

  /** Who sums up: what the team of two says of a model is in its outline. */
  private static Skeleton.@Nullable Sum sum(Blueprint blueprint) {
    Pattern team = blueprint.team();
    List<String> agents = Nesting.summers(team, blueprint);
    Summing asked = blueprint.summing();
    if (asked == null) {
      return team instanceof Pattern.TwoAgentChat chat
              && chat.summary() instanceof Summary.ByFunction by
          ? new Skeleton.Sum(agents.subList(0, 1), by.function())
          : null;
    }
    List<String> who = asked.agent() == null ? agents : List.of(asked.agent());
    return switch (asked.summary()) {
      case Summary.LastMessage last -> null;
      case Summary.Reflection reflection -> new Skeleton.Sum(who, null);
      case Summary.ByFunction by -> new Skeleton.Sum(who.subList(0, 1), by.function());
    };
  }

  private Pattern outline(Pattern team) {
    return switch (team) {
      case Pattern.TwoAgentChat chat ->
          new Pattern.TwoAgentChat(
              chat.initiator(),
              chat.recipient(),
              chat.maxTurns(),
              outline(chat.termination()),
              chat.summary() instanceof Summary.Reflection
                  ? new Summary.Reflection("")
                  : chat.summary());
      case Pattern.RoundRobinGroupChat chat ->
          new Pattern.RoundRobinGroupChat(
              chat.participants(), chat.maxTurns(), outline(chat.termination()));
      case Pattern.SelectorGroupChat chat ->
          new Pattern.SelectorGroupChat(
              chat.participants(),
              chat.selector().outline(),
              chat.allowRepeatedSpeaker(),
              chat.transitions(),
              chat.introductions(),
              chat.maxTurns(),
              outline(chat.termination()));
      case Pattern.Swarm swarm ->
          new Pattern.Swarm(
              swarm.participants(),
              swarm.who(),
              swarm.policy(),
              swarm.maxTurns(),
              outline(swarm.termination()));
      case Pattern.GraphFlow graph -> outline(graph);
      case Pattern.ConcurrentChats chats ->
          new Pattern.ConcurrentChats(
              chats.participants(),
              chats.rounds(),
              chats.aggregate(),
              chats.maxTurns(),
              outline(chats.termination()));
      case Pattern.SequentialChats chats ->
          new Pattern.SequentialChats(
              chats.sender(),
              chats.chats().stream().map(Chat::outline).toList(),
              chats.maxTurns(),
              outline(chats.termination()));
    };
  }

  /** The team's own condition first: its questions keep their numbers when an edge is added. */
  private Pattern outline(Pattern.GraphFlow graph) {
    Condition termination = outline(graph.termination());
    List<Edge> edges =
        graph.edges().stream()
            .map(edge -> new Edge(edge.from(), edge.to(), outline(edge.when()), edge.group()))
            .toList();
    return new Pattern.GraphFlow(
        graph.participants(), graph.start(), edges, graph.joins(), graph.maxTurns(), termination);
  }

  private @Nullable Condition outline(@Nullable Condition condition) {
    if (condition == null) {
      return null;
    }
    return switch (condition) {
      case Condition.TextMention mention -> ask(mention, mention.sources());
      case Condition.Exact exact -> ask(exact, exact.sources());
      case Condition.Matches matches -> ask(matches, matches.sources());
      case Condition.Functional functional -> ask(functional, List.of());
      case Condition.Any any -> new Condition.Any(outlineAll(any.of()));
      case Condition.All all -> new Condition.All(outlineAll(all.of()));
      case Condition.Not not -> new Condition.Not(outlineAll(List.of(not.of())).getFirst());
      case Condition.MaxMessages c -> c;
      case Condition.MaxTurns c -> c;
      case Condition.Timeout c -> c;
      case Condition.Cost c -> c;
      case Condition.TokenUsage c -> c;
      case Condition.Handoff c -> c;
      case Condition.SourceMatch c -> c;
      case Condition.FunctionCall c -> c;
      case Condition.TextMessage c -> c;
      case Condition.StopMessage c -> c;
      case Condition.External c -> c;
      case Condition.Otherwise c -> c;
      case Condition.Finding c -> c;
    };
  }

  private List<Condition> outlineAll(List<Condition> conditions) {
    List<Condition> outlined = new ArrayList<>();
    for (Condition condition : conditions) {
      Condition one = outline(condition);
      if (one != null) {
        outlined.add(one);
      }
    }
    return outlined;
  }

  private Condition ask(Condition.OnText question, List<String> sources) {
    asked.add(question);
    return new Condition.Finding(asked.size() - 1, question.reason(), sources);
  }

  private Skeleton.Way outline(Reply way, Blueprint blueprint) {
    return switch (way) {
      case Reply.AskHuman ask -> new Skeleton.Way.Ask(ask.mode(), ask.who());
      case Reply.ExecuteCode code -> {
        Executor executor = code.executor();
        yield new Skeleton.Way.Run(
            executor.type() == null ? "code" : executor.type().wire(),
            executor.timeout() == null ? 0 : executor.timeout().toMillis());
      }
      case Reply.CallModel call -> outline(call, blueprint);
      case Reply.Fixed fixed -> new Skeleton.Way.Say();
      case Reply.Custom custom -> new Skeleton.Way.Invoke(custom.function());
      case Reply.Nested nested ->
          new Skeleton.Way.Hold(nested.nests().stream().map(this::outline).toList());
      case Reply.InnerTeam team ->
          new Skeleton.Way.Hold(List.of(new Skeleton.Nest(List.of(), null, 1)));
    };
  }

  private Skeleton.Nest outline(Reply.Nest nest) {
    return new Skeleton.Nest(nest.from(), outline(nest.when()), nest.chats().size());
  }

  private static Skeleton.Way outline(Reply.CallModel call, Blueprint blueprint) {
    return way(blueprint, call.model(), call.runsOwnCode(), rounds(call), call.reflectOnToolUse());
  }

  private static Skeleton.Way.Call way(
      Blueprint blueprint, String named, boolean runsOwnCode, int rounds, boolean reflects) {
    ModelSpec model = blueprint.model(named);
    ModelSpec.Fallback fallback = model.fallback();
    return new Skeleton.Way.Call(
        model.label(),
        millis(model),
        runsOwnCode,
        rounds,
        reflects,
        model.next().stream().map(blueprint::model).map(Questions::link).toList(),
        fallback == null
            ? List.of()
            : fallback.on().isEmpty() ? ModelSpec.Fallback.ANY : fallback.on());
  }

  private static Skeleton.Way.Link link(ModelSpec model) {
    return new Skeleton.Way.Link(model.label(), millis(model));
  }

  private static long millis(ModelSpec model) {
    return model.timeout() == null ? 0 : model.timeout().toMillis();
  }

  private static int rounds(Reply.CallModel call) {
    if (call.tools().isEmpty() && call.handoffs().isEmpty()) {
      return 0;
    }
    Integer written = call.maxToolIterations();
    return written == null ? Reply.CallModel.TOOL_ITERATIONS : written;
  }
}
