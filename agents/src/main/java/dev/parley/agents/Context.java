package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What of the conversation a model is sent. A chain of them is applied in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "context")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Context.Unbounded.class, name = "unbounded"),
  @JsonSubTypes.Type(value = Context.Buffered.class, name = "buffered"),
  @JsonSubTypes.Type(value = Context.HeadAndTail.class, name = "headAndTail"),
  @JsonSubTypes.Type(value = Context.TokenLimited.class, name = "tokenLimited"),
})
public sealed interface Context {

  /** Everything. */
  record Unbounded() implements Context {}

  /** The last messages. */
  record Buffered(int messages) implements Context {
    public Buffered {
      positive("buffered", messages);
    }
  }

  /** The first and the last messages. */
  record HeadAndTail(int head, int tail) implements Context {
    public HeadAndTail {
      positive("headAndTail.head", head);
      positive("headAndTail.tail", tail);
    }
  }

  /**
   * The newest messages that fit into so many tokens. The front moves in large steps, so that the
   * provider's prompt cache keeps hitting between two steps.
   */
  record TokenLimited(int tokens) implements Context {
    public TokenLimited {
      positive("tokenLimited", tokens);
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1, is " + value);
    }
  }
}
