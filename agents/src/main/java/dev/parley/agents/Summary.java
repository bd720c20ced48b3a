package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a finished chat comes to, as AutoGen's {@code summary_method} says it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "summary")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Summary.LastMessage.class, name = "lastMessage"),
  @JsonSubTypes.Type(value = Summary.Reflection.class, name = "reflection"),
  @JsonSubTypes.Type(value = Summary.ByFunction.class, name = "function"),
})
public sealed interface Summary {

  /** The last message. */
  record LastMessage() implements Summary {}

  /**
   * A model's answer to the prompt over the whole chat; the recipient's model, else the
   * initiator's.
   */
  record Reflection(String prompt) implements Summary {
    /** What is asked where a file only says {@code reflection}. */
    public static final String DEFAULT_PROMPT =
        "Sum up what this conversation came to, without any introduction.";
  }

  /** What a function on the workers makes of the chat. */
  record ByFunction(String function) implements Summary {}
}
