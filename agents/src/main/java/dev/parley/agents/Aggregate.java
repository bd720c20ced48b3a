package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is made of the answers of {@link Pattern.ConcurrentChats}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "aggregate")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Aggregate.Majority.class, name = "majority"),
  @JsonSubTypes.Type(value = Aggregate.All.class, name = "all"),
  @JsonSubTypes.Type(value = Aggregate.ByAgent.class, name = "agent"),
  @JsonSubTypes.Type(value = Aggregate.ByFunction.class, name = "function"),
})
public sealed interface Aggregate {

  /** The answer that most have given; of several, the one that was given first. */
  record Majority() implements Aggregate {}

  /** All answers, one below the other. */
  record All() implements Aggregate {}

  /** What an agent says to them, in a turn of its own. */
  record ByAgent(String agent) implements Aggregate {}

  /** What a function on the workers makes of them. */
  record ByFunction(String function) implements Aggregate {}
}
