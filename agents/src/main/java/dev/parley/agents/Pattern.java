package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the members of a team take turns: a sealed family, named as AutoGen names its teams. Each has
 * one small class that answers who is next ({@link Floor}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pattern.TwoAgentChat.class, name = "TwoAgentChat"),
  @JsonSubTypes.Type(value = Pattern.RoundRobinGroupChat.class, name = "RoundRobinGroupChat"),
  @JsonSubTypes.Type(value = Pattern.SelectorGroupChat.class, name = "SelectorGroupChat"),
  @JsonSubTypes.Type(value = Pattern.Swarm.class, name = "Swarm"),
  @JsonSubTypes.Type(value = Pattern.GraphFlow.class, name = "GraphFlow"),
  @JsonSubTypes.Type(value = Pattern.ConcurrentChats.class, name = "ConcurrentChats"),
  @JsonSubTypes.Type(value = Pattern.SequentialChats.class, name = "SequentialChats"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Pattern {

  /** The pattern's name, as files write it. */
  default String typeName() {
    return getClass().getSimpleName();
  }

  /** Whether it comes to an end without a condition. */
  default boolean endsByItself() {
    return this instanceof GraphFlow
        || this instanceof ConcurrentChats
        || this instanceof SequentialChats;
  }

  /** The agents that speak, in the order in which the file names them. */
  List<String> participants();

  /** How many turns (round trips in a two-agent chat) it may take, if that is limited. */
  @Nullable Integer maxTurns();

  /** When it ends, if a condition says so. */
  @Nullable Condition termination();

  /**
   * Two agents in turn. The task is the initiator's first message; the recipient answers first.
   *
   * @param summary what the last entry sums up, absent: the last message is the answer
   */
  record TwoAgentChat(
      String initiator,
      String recipient,
      @Nullable Integer maxTurns,
      @Nullable Condition termination,
      @Nullable Summary summary)
      implements Pattern {
    public TwoAgentChat {
      positive(maxTurns);
    }

    @Override
    @com.fasterxml.jackson.annotation.JsonIgnore
    public List<String> participants() {
      return List.of(initiator, recipient);
    }
  }

  /** One after the other, in the given order, for ever. */
  record RoundRobinGroupChat(
      List<String> participants, @Nullable Integer maxTurns, @Nullable Condition termination)
      implements Pattern {
    public RoundRobinGroupChat {
      positive(maxTurns);
      participants = some(participants);
    }
  }

  /**
   * Somebody or something chooses who speaks next.
   *
   * @param allowRepeatedSpeaker whether one may speak twice in a row, absent: only where
   *     transitions say so
   * @param transitions who may speak after whom, absent: everybody
   * @param introductions whether each is told who the others are
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record SelectorGroupChat(
      List<String> participants,
      Selector selector,
      @Nullable Boolean allowRepeatedSpeaker,
      @Nullable Transitions transitions,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean introductions,
      @Nullable Integer maxTurns,
      @Nullable Condition termination)
      implements Pattern {
    public SelectorGroupChat {
      positive(maxTurns);
      participants = some(participants);
    }

    /** The same in which this model chooses. */
    public SelectorGroupChat by(String model) {
      return new SelectorGroupChat(
          participants,
          selector.by(model),
          allowRepeatedSpeaker,
          transitions,
          introductions,
          maxTurns,
          termination);
    }
  }

  /**
   * Whoever has the floor speaks until it hands the floor to another one; the first participant
   * begins.
   *
   * @param who whom a handoff to {@code user} asks
   * @param policy what if they do not answer
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Swarm(
      List<String> participants,
      List<String> who,
      @Nullable String policy,
      @Nullable Integer maxTurns,
      @Nullable Condition termination)
      implements Pattern {
    public Swarm {
      positive(maxTurns);
      participants = some(participants);
      who = who == null || who.isEmpty() ? List.of("starter") : List.copyOf(who);
    }
  }

  /**
   * A directed graph: after an agent has spoken its edges say who speaks next, several at once.
   *
   * @param start who begins; empty: those that no edge enters
   * @param joins by agent, then by group of edges (empty: those without a group); what is not there
   *     is joined by {@link Edge.Join#ALL}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record GraphFlow(
      List<String> participants,
      List<String> start,
      List<Edge> edges,
      SortedMap<String, SortedMap<String, Edge.Join>> joins,
      @Nullable Integer maxTurns,
      @Nullable Condition termination)
      implements Pattern {
    public GraphFlow {
      positive(maxTurns);
      participants = some(participants);
      start = start == null ? List.of() : List.copyOf(start);
      edges = edges == null ? List.of() : List.copyOf(edges);
      joins = joins == null ? new TreeMap<>() : new TreeMap<>(joins);
    }
  }

  /**
   * All answer at once; from the second round on each sees what the others answered in the round
   * before.
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ConcurrentChats(
      List<String> participants,
      int rounds,
      Aggregate aggregate,
      @Nullable Integer maxTurns,
      @Nullable Condition termination)
      implements Pattern {
    public ConcurrentChats {
      positive(maxTurns);
      participants = some(participants);
      if (rounds < 1) {
        throw new IllegalArgumentException("rounds: must be at least 1, is " + rounds);
      }
    }
  }

  private static List<String> some(List<String> participants) {
    if (participants.isEmpty()) {
      throw new IllegalArgumentException("participants: the team is empty");
    }
    return List.copyOf(participants);
  }

  /**
   * Chats that are conversations of their own, each told what those before came to. Where one names
   * others that it comes after, those that name none run at once.
   *
   * @param sender who opens the chats that name no sender, absent: each names its own
   */
  record SequentialChats(
      @Nullable String sender,
      List<Chat> chats,
      @Nullable Integer maxTurns,
      @Nullable Condition termination)
      implements Pattern {
    public SequentialChats {
      positive(maxTurns);
      chats = List.copyOf(chats);
      if (chats.isEmpty()) {
        throw new IllegalArgumentException("chats: the team is empty");
      }
    }

    /** Senders and recipients, each once. */
    @Override
    @com.fasterxml.jackson.annotation.JsonIgnore
    public List<String> participants() {
      return Stream.concat(
              Stream.ofNullable(sender),
              chats.stream()
                  .flatMap(
                      chat ->
                          Stream.concat(
                              Stream.ofNullable(chat.sender()), Stream.of(chat.recipient()))))
          .distinct()
          .toList();
    }
  }

  private static void positive(@Nullable Integer maxTurns) {
    if (maxTurns != null && maxTurns < 1) {
      throw new IllegalArgumentException("maxTurns: must be at least 1, is " + maxTurns);
    }
  }
}
