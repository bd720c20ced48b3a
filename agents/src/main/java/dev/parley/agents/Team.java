package dev.parley.agents;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A team as a Java program writes it. Immutable: each method returns another team. {@link
 * #blueprint()} is the same value that a team file gives.
 */
public final class Team {

  /** The model of agents that name none; a team that uses it must define it. */
  public static final String DEFAULT_MODEL = "main";

  /** How a pattern is made of what a program says about the team. */
  private interface Shape {
    Pattern of(
        List<String> names,
        @Nullable Integer maxTurns,
        @Nullable Condition until,
        @Nullable Summary summary);
  }

  private final String name;
  private final Shape shape;
  private final SequencedMap<String, ModelSpec> models;
  private final List<Agent> agents;
  private final @Nullable Condition termination;
  private final @Nullable Integer maxTurns;
  private final @Nullable Summary summary;
  private final Budget budget;
  private final Rules rules;

  /** What stands beside the team: tools and policies. */
  private record Rules(
      SequencedMap<String, ToolSpec> tools, SequencedMap<String, Policy> policies, Inner inner) {
    static final Rules NONE = new Rules(new LinkedHashMap<>(), new LinkedHashMap<>(), Inner.NONE);

    Rules tool(String tool, ToolSpec spec) {
      var all = new LinkedHashMap<>(tools);
      all.put(tool, spec);
      return new Rules(all, policies, inner);
    }

    Rules policy(String policy, Policy value) {
      var all = new LinkedHashMap<>(policies);
      all.put(policy, value);
      return new Rules(tools, all, inner);
    }

    Rules inner(Inner other) {
      return new Rules(tools, policies, other);
    }
  }

  /** What a team holds: chats, their sender, other teams, and agents that are only in those. */
  private record Inner(
      @Nullable String sender,
      List<Chat> chats,
      SequencedMap<String, Pattern> teams,
      List<Agent> others,
      List<String> members) {
    static final Inner NONE =
        new Inner(null, List.of(), new LinkedHashMap<>(), List.of(), List.of());

    Inner chat(Chat chat) {
      var more = new ArrayList<>(chats);
      more.add(chat);
      return new Inner(sender, more, teams, others, members);
    }

    Inner other(Agent agent) {
      var more = new ArrayList<>(others);
      more.add(agent);
      return new Inner(sender, chats, teams, more, members);
    }

    Inner team(String name, Pattern team) {
      var more = new LinkedHashMap<>(teams);
      more.put(Names.check("teams", name), team);
      return new Inner(sender, chats, more, others, members);
    }

    Inner member(String name) {
      var more = new ArrayList<>(members);
      more.add(name);
      return new Inner(sender, chats, teams, others, more);
    }
  }

  private Team(
      String name,
      Shape shape,
      SequencedMap<String, ModelSpec> models,
      List<Agent> agents,
      @Nullable Condition termination,
      @Nullable Integer maxTurns,
      @Nullable Summary summary,
      Budget budget,
      Rules rules) {
    this.name = Names.check("name", name);
    this.shape = shape;
    this.models = models;
    this.agents = List.copyOf(agents);
    this.termination = termination;
    this.maxTurns = maxTurns;
    this.summary = summary;
    this.budget = budget;
    this.rules = rules;
  }

  /** A team whose agents speak one after the other, in the order in which they are added. */
  public static Team roundRobin(String name) {
    return of(name, plain(Pattern.RoundRobinGroupChat::new));
  }

  /** Two agents: the first one added is the initiator, the second the recipient. */
  public static Team twoAgents(String name) {
    return of(name, Team::twoAgents);
  }

  /** A team in which the selector says who speaks next. */
  public static Team selector(String name, Selector selector) {
    return selector(name, selector, null);
  }

  /** The same with who may speak after whom; absent: everybody but the same one. */
  public static Team selector(String name, Selector selector, @Nullable Transitions transitions) {
    return of(
        name,
        plain(
            (names, maxTurns, until) ->
                new Pattern.SelectorGroupChat(
                    names, selector, null, transitions, false, maxTurns, until)));
  }

  /** A team whose agents hand the floor to each other; the first one that is added begins. */
  public static Team swarm(String name) {
    return of(
        name,
        plain(
            (names, maxTurns, until) ->
                new Pattern.Swarm(names, List.of(), null, maxTurns, until)));
  }

  /** A team whose agents follow the edges of a graph. */
  public static Team graph(String name, Edge... edges) {
    return of(
        name,
        plain(
            (names, maxTurns, until) ->
                new Pattern.GraphFlow(
                    names, List.of(), List.of(edges), new TreeMap<>(), maxTurns, until)));
  }

  /** A team whose agents all answer at once, so many times. */
  public static Team concurrent(String name, int rounds, Aggregate aggregate) {
    return of(
        name,
        plain(
            (names, maxTurns, until) ->
                new Pattern.ConcurrentChats(names, rounds, aggregate, maxTurns, until)));
  }

  /** A pattern that has no summary. */
  private interface Plain {
    Pattern of(List<String> names, @Nullable Integer maxTurns, @Nullable Condition until);
  }

  private static Shape plain(Plain pattern) {
    return (names, maxTurns, until, summary) -> {
      Pattern made = pattern.of(names, maxTurns, until);
      if (summary != null) {
        throw new IllegalArgumentException(
            "team.summary: only a two-agent chat has one; this team is a " + made.typeName());
      }
      return made;
    };
  }

  private static Pattern twoAgents(
      List<String> names,
      @Nullable Integer maxTurns,
      @Nullable Condition until,
      @Nullable Summary summary) {
    if (names.size() != 2) {
      throw new IllegalArgumentException(
          "team: a two-agent chat has 2 agents, this one has " + names.size());
    }
    return new Pattern.TwoAgentChat(names.get(0), names.get(1), maxTurns, until, summary);
  }

  /**
   * Chats that are conversations of their own, one after the other.
   *
   * @param sender the agent that opens the chats that name no sender
   */
  public static Team sequential(String name, String sender) {
    Team team =
        of(
            name,
            (names, maxTurns, until, summary) -> {
              throw new IllegalArgumentException("team: a team of chats has at least one chat");
            });
    return team.inner(new Inner(sender, List.of(), new LinkedHashMap<>(), List.of(), List.of()));
  }

  private Pattern pattern(List<String> names, @Nullable Condition until) {
    Inner inner = rules.inner();
    return inner.chats().isEmpty()
        ? shape.of(names, maxTurns, until, summary)
        : new Pattern.SequentialChats(inner.sender(), inner.chats(), maxTurns, until);
  }

  private Team inner(Inner other) {
    return new Team(
        name, shape, models, agents, termination, maxTurns, summary, budget, rules.inner(other));
  }

  /** With a further chat; of a team of chats only. */
  public Team chat(Chat chat) {
    return inner(rules.inner().chat(chat));
  }

  /** With an agent that takes no part in the team itself, only in chats, teams and tools of it. */
  public Team beside(Agent agent) {
    return inner(rules.inner().other(agent));
  }

  /** With a team under a name that participants, chats, agents and tools use. */
  public Team team(String as, Pattern inner) {
    return inner(rules.inner().team(as, inner));
  }

  /** With a team among the participants, after the agents. */
  public Team member(String team) {
    return inner(rules.inner().member(team));
  }

  private static Team of(String name, Shape shape) {
    return new Team(
        name, shape, new LinkedHashMap<>(), List.of(), null, null, null, Budget.NONE, Rules.NONE);
  }

  /** With a further participant. */
  public Team agent(Agent agent) {
    var more = new ArrayList<>(agents);
    more.add(agent);
    return new Team(name, shape, models, more, termination, maxTurns, summary, budget, rules);
  }

  /** With a model under a name that agents use. */
  public Team model(String as, ModelSpec model) {
    var more = new LinkedHashMap<>(models);
    more.put(Names.check("models", as), model);
    return new Team(name, shape, more, agents, termination, maxTurns, summary, budget, rules);
  }

  /** With the condition that ends it. */
  public Team until(Condition condition) {
    return new Team(name, shape, models, agents, condition, maxTurns, summary, budget, rules);
  }

  /** With a number of turns (round trips of two agents) after which it ends. */
  public Team maxTurns(int turns) {
    return new Team(name, shape, models, agents, termination, turns, summary, budget, rules);
  }

  /** With a summary as its last entry; of two agents only. */
  public Team summary(Summary last) {
    return new Team(name, shape, models, agents, termination, maxTurns, last, budget, rules);
  }

  /** With what a conversation may spend. */
  public Team budget(@Nullable Integer modelCalls, @Nullable BigDecimal dollars) {
    return budget(new Budget(modelCalls, null, dollars));
  }

  /** With what a conversation may spend. */
  public Team budget(Budget limits) {
    return new Team(name, shape, models, agents, termination, maxTurns, summary, limits, rules);
  }

  /** With a policy under a name that agents, tools and the budget use. */
  public Team policy(String as, Policy policy) {
    Rules more = rules.policy(Names.check("policies", as), policy);
    return new Team(name, shape, models, agents, termination, maxTurns, summary, budget, more);
  }

  /** With what is said about a tool of the workers: only what differs, and only stricter. */
  public Team tool(String tool, ToolSpec spec) {
    Rules more = rules.tool(tool, spec);
    return new Team(name, shape, models, agents, termination, maxTurns, summary, budget, more);
  }

  /**
   * The team as the value that is stored and run. One that nothing ends gets {@code maxMessages} of
   * {@link Endless#MAX_MESSAGES}, as in a team file.
   *
   * @throws IllegalArgumentException with path and value, if something that is named is not there
   */
  public Blueprint blueprint() {
    List<String> names =
        Stream.concat(agents.stream().map(Agent::name), rules.inner().members().stream()).toList();
    Pattern pattern = pattern(names, termination);
    if (!pattern.endsByItself() && Endless.is(termination, maxTurns, agents)) {
      pattern = pattern(names, Endless.limit());
    }
    return new Blueprint(
        Blueprint.FORMAT,
        name,
        "",
        models,
        Stream.concat(agents.stream(), rules.inner().others().stream()).toList(),
        pattern,
        budget,
        rules.tools(),
        rules.policies(),
        null,
        rules.inner().teams(),
        null);
  }
}
