package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the members of a team take turns: a sealed family, named as AutoGen names its teams. Each has
 * one small class that answers who is next ({@link Floor}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Pattern.TwoAgentChat.class, name = "TwoAgentChat"),
  @JsonSubTypes.Type(value = Pattern.RoundRobinGroupChat.class, name = "RoundRobinGroupChat"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Pattern {

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
      participants = List.copyOf(participants);
      if (participants.isEmpty()) {
        throw new IllegalArgumentException("participants: the team is empty");
      }
    }
  }

  private static void positive(@Nullable Integer maxTurns) {
    if (maxTurns != null && maxTurns < 1) {
      throw new IllegalArgumentException("maxTurns: must be at least 1, is " + maxTurns);
    }
  }
}
