package dev.parley.agents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Blueprints of conversations inside others: the same agents, taking turns in another way. */
public final class Nesting {

  /** How deep conversations may stand in each other. */
  public static final int DEEPEST = 10;

  /** What the model of an agent with an inner team is told before that team's messages. */
  public static final String INSTRUCTION =
      "You were asked something, and a team has worked on it for you. This is what it said:";

  /** What it is asked after them. */
  public static final String RESPONSE =
      "Answer what was asked, in full and in your own words. Do not mention that others worked on"
          + " it.";

  private Nesting() {}

  /**
   * The chat that an agent or a team holds.
   *
   * @param nest for an agent's chats: which of its queues
   * @param chat number in that queue, or among the chats of the team
   * @throws IllegalArgumentException if the blueprint has none there
   */
  public static Chat chat(Blueprint blueprint, String agent, int nest, int chat) {
    if (blueprint.team() instanceof Pattern.SequentialChats chats) {
      Chat found = chats.chats().get(chat);
      return found.sender() == null && chats.sender() != null
          ? found.sender(chats.sender())
          : found;
    }
    if (blueprint.teams().containsKey(agent)) {
      return Chat.with(agent);
    }
    Agent holder = blueprint.agent(agent);
    Optional<Reply.InnerTeam> inner = holder.way(Reply.InnerTeam.class);
    if (inner.isPresent()) {
      return Chat.with(inner.get().team());
    }
    Chat found =
        holder
            .way(Reply.Nested.class)
            .map(way -> way.nests().get(nest).chats().get(chat))
            .orElseThrow(
                () -> new IllegalArgumentException("agents.%s: holds no chats".formatted(agent)));
    return found.sender() == null ? found.sender(agent) : found;
  }

  /**
   * The blueprint of a chat.
   *
   * @param holder the agent in whose name it is held; one with an inner team sums up itself
   * @param left what may still be spent
   */
  public static Blueprint of(Blueprint outer, Chat chat, @Nullable String holder, Budget left) {
    Pattern team = outer.teams().get(chat.recipient());
    if (team != null) {
      Optional<Agent> sums =
          outer.agents().stream()
              .filter(agent -> agent.name().equals(holder))
              .filter(agent -> agent.way(Reply.InnerTeam.class).isPresent())
              .findFirst();
      Summing summing = sums.map(Nesting::summing).orElseGet(() -> summing(chat));
      return outer.inside(
          chat.recipient(), agents(outer, sums), limited(team, chat), left, summing);
    }
    Pattern pair = pair(chat);
    // A chat of two says itself what it comes to.
    Summing summing = pair instanceof Pattern.TwoAgentChat ? null : summing(chat);
    return outer.inside(chat.recipient(), outer.agents(), pair, left, summing);
  }

  private static Pattern pair(Chat chat) {
    boolean ends = chat.maxTurns() != null || chat.termination() != null;
    if (chat.sender() == null || chat.sender().equals(chat.recipient())) {
      return new Pattern.RoundRobinGroupChat(
          List.of(chat.recipient()),
          ends ? chat.maxTurns() : Integer.valueOf(1),
          chat.termination());
    }
    return new Pattern.TwoAgentChat(
        chat.sender(),
        chat.recipient(),
        chat.maxTurns(),
        ends ? chat.termination() : Endless.limit(),
        chat.summary());
  }

  private static @Nullable Summing summing(Chat chat) {
    return chat.summary() == null || chat.summary() instanceof Summary.LastMessage
        ? null
        : new Summing(null, chat.summary());
  }

  private static Summing summing(Agent agent) {
    String asked =
        agent.way(Reply.InnerTeam.class).map(Reply.InnerTeam::responsePrompt).orElse(RESPONSE);
    return new Summing(agent.name(), new Summary.Reflection(asked));
  }

  /** An agent that sums up holds no team while it does. */
  private static List<Agent> agents(Blueprint outer, Optional<Agent> sums) {
    List<Agent> all = new ArrayList<>();
    for (Agent agent : outer.agents()) {
      boolean one = sums.isPresent() && sums.get().equals(agent);
      all.add(one ? writer(agent, agent.way(Reply.InnerTeam.class).orElseThrow()) : agent);
    }
    return all;
  }

  private static Agent writer(Agent agent, Reply.InnerTeam team) {
    String told = team.instruction() == null ? INSTRUCTION : team.instruction();
    return new Agent(
        agent.name(),
        Agent.Type.ConversableAgent,
        agent.description(),
        List.of(new Reply.CallModel(team.model(), told, List.of(), false)),
        null,
        null,
        agent.lane());
  }

  /** A chat may say when a team ends that it gives work to. */
  private static Pattern limited(Pattern team, Chat chat) {
    Integer turns = chat.maxTurns();
    Condition until = chat.termination();
    return turns == null && until == null ? team : Patterns.ending(team, turns, until);
  }

  /** Who may sum up what a team has said, the likeliest first. */
  static List<String> summers(Pattern team, Blueprint blueprint) {
    Set<String> all = new LinkedHashSet<>();
    if (team instanceof Pattern.TwoAgentChat chat) {
      all.add(chat.recipient());
    }
    all.addAll(team.participants());
    blueprint.agents().forEach(agent -> all.add(agent.name()));
    all.retainAll(blueprint.agents().stream().map(Agent::name).toList());
    return List.copyOf(all);
  }
}
