package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Agents, models and team as one immutable value that is stored by its digest and never changes
 * under a conversation. It holds no secret and no code.
 *
 * @param format version of this form, 1
 * @param name of the whole; conversations take their ids from it
 * @param description for people
 * @param models by name
 * @param agents in the order of the file
 * @param team how they take turns
 * @param budget what a conversation may spend
 * @param tools what differs from what the workers say about their tools, by name
 * @param policies who decides what, by name
 * @param previews which words Temporal may show, if the workers allow it too; absent: none
 * @param teams teams that take part in others, by name
 * @param summing for a conversation inside another one: what it comes to; absent: as its team says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Blueprint(
    int format,
    String name,
    String description,
    SequencedMap<String, ModelSpec> models,
    List<Agent> agents,
    Pattern team,
    Budget budget,
    SequencedMap<String, ToolSpec> tools,
    SequencedMap<String, Policy> policies,
    @Nullable Previews previews,
    SequencedMap<String, Pattern> teams,
    @Nullable Summing summing) {

  /** The only version so far. */
  public static final int FORMAT = 1;

  public Blueprint {
    var unused = Names.check("name", name);
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "format: this Parley reads blueprints of format %d, this one has %d; update the worker"
              .formatted(FORMAT, format));
    }
    description = description == null ? "" : description;
    models =
        Collections.unmodifiableSequencedMap(
            models == null ? new LinkedHashMap<>() : new LinkedHashMap<>(models));
    agents = List.copyOf(agents);
    budget = budget == null ? Budget.NONE : budget;
    tools =
        Collections.unmodifiableSequencedMap(
            tools == null ? new LinkedHashMap<>() : new LinkedHashMap<>(tools));
    policies =
        Collections.unmodifiableSequencedMap(
            policies == null ? new LinkedHashMap<>() : new LinkedHashMap<>(policies));
    teams =
        Collections.unmodifiableSequencedMap(
            teams == null ? new LinkedHashMap<>() : new LinkedHashMap<>(teams));
    Blueprints.requireConsistent(agents, models, team, teams);
    Blueprints.requirePolicies(agents, tools, policies, budget);
    Blueprints.requireTools(agents, tools);
  }

  /** A team that holds no other one. */
  public Blueprint(
      int format,
      String name,
      String description,
      SequencedMap<String, ModelSpec> models,
      List<Agent> agents,
      Pattern team,
      Budget budget,
      SequencedMap<String, ToolSpec> tools,
      SequencedMap<String, Policy> policies,
      @Nullable Previews previews) {
    this(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        tools,
        policies,
        previews,
        new LinkedHashMap<>(),
        null);
  }

  /** A team of which Temporal shows no word. */
  public Blueprint(
      int format,
      String name,
      String description,
      SequencedMap<String, ModelSpec> models,
      List<Agent> agents,
      Pattern team,
      Budget budget,
      SequencedMap<String, ToolSpec> tools,
      SequencedMap<String, Policy> policies) {
    this(format, name, description, models, agents, team, budget, tools, policies, null);
  }

  /** A team that says nothing about tools and asks for no approval. */
  public Blueprint(
      int format,
      String name,
      String description,
      SequencedMap<String, ModelSpec> models,
      List<Agent> agents,
      Pattern team,
      Budget budget) {
    this(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  /**
   * The policy of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Policy policy(String policy) {
    Policy found = policies.get(policy);
    if (found == null) {
      throw new IllegalArgumentException("policies: \"%s\" is not there".formatted(policy));
    }
    return found;
  }

  /** The same with a policy more. */
  public Blueprint withPolicy(String policyName, Policy policy) {
    var all = new LinkedHashMap<>(policies);
    all.put(policyName, policy);
    return new Blueprint(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        tools,
        all,
        previews,
        teams,
        summing);
  }

  /** What is said about a tool: under its name, or under that of the source it comes from. */
  public Optional<ToolSpec> toolSpec(String tool) {
    ToolSpec own = tools.get(tool);
    return Optional.ofNullable(own == null ? tools.get(ToolSpec.entry(tool)) : own);
  }

  /** The same with what is said about a tool. */
  public Blueprint withTool(String tool, ToolSpec spec) {
    var all = new LinkedHashMap<>(tools);
    all.put(tool, spec);
    return new Blueprint(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        all,
        policies,
        previews,
        teams,
        summing);
  }

  /**
   * The agent of the given name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Agent agent(String agent) {
    return agents.stream()
        .filter(a -> a.name().equals(agent))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("agents: \"%s\" is not there".formatted(agent)));
  }

  /**
   * The model that an agent names: an entry of {@code models}, or {@code PROVIDER:MODEL}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public ModelSpec model(String named) {
    ModelSpec entry = models.get(named);
    return entry != null ? entry : ModelSpec.parse(named);
  }

  /** The model that chooses who speaks next; absent: no model does. */
  public Optional<String> selectorModel() {
    if (!(team instanceof Pattern.SelectorGroupChat chat)
        || chat.selector().method() != Selector.Method.AUTO) {
      return Optional.empty();
    }
    return Optional.ofNullable(chat.selector().model())
        .or(
            () ->
                chat.participants().stream()
                    .flatMap(name -> agents.stream().filter(agent -> agent.name().equals(name)))
                    .flatMap(agent -> agent.way(Reply.CallModel.class).stream())
                    .map(Reply.CallModel::model)
                    .findFirst());
  }

  /** The same with words that Temporal may show. */
  public Blueprint withPreviews(Previews shown) {
    return new Blueprint(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        tools,
        policies,
        shown,
        teams,
        summing);
  }

  /** The same with every model, or one of them, replaced. */
  public Blueprint withModels(Map<String, ModelSpec> replaced) {
    var all = new LinkedHashMap<>(models);
    all.putAll(replaced);
    return new Blueprint(
        format,
        name,
        description,
        all,
        agents,
        team,
        budget,
        tools,
        policies,
        previews,
        teams,
        summing);
  }

  /** The same with the effects of all agents called in this way. */
  public Blueprint withLane(Agent.Lane lane) {
    List<Agent> all = agents.stream().map(agent -> agent.lane(lane)).toList();
    return new Blueprint(
        format,
        name,
        description,
        models,
        all,
        team,
        budget,
        tools,
        policies,
        previews,
        teams,
        summing);
  }

  /** The same with a team that others may hold. */
  public Blueprint withTeam(String teamName, Pattern inner) {
    var all = new LinkedHashMap<>(teams);
    all.put(teamName, inner);
    return new Blueprint(
        format,
        name,
        description,
        models,
        agents,
        team,
        budget,
        tools,
        policies,
        previews,
        all,
        summing);
  }

  /** The blueprint of a conversation inside one of this. */
  Blueprint inside(
      String inner, List<Agent> members, Pattern pattern, Budget left, @Nullable Summing sum) {
    return new Blueprint(
        format, inner, "", models, members, pattern, left, tools, policies, previews, teams, sum);
  }
}
