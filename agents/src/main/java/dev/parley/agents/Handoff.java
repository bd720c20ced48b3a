package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Whom an agent's model may hand the floor to. The model sees it as a tool.
 *
 * @param to a participant, or {@code user}: a person is asked
 * @param description what the model is told about it; empty: only the name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Handoff(String to, String description) {

  /** What the names of these tools begin with, as in AutoGen. */
  private static final String PREFIX = "transfer_to_";

  public Handoff {
    description = description == null ? "" : description;
  }

  /** One of which nothing is said but the name. */
  public static Handoff to(String agent) {
    return new Handoff(agent, "");
  }

  /** The name of the tool that hands over to this one. */
  public static String tool(String to) {
    return PREFIX + to;
  }

  /** What is said where a model hands over without a word. */
  public String words() {
    return "Transferred to %s, adopting the role of %s immediately.".formatted(to, to);
  }
}
