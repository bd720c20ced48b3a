package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** What a person is asked for. The wire names are kept for ever. */
public enum RequestKind {
  /** The reply of an agent, or what to do after an interrupt. */
  HUMAN("human", "reply"),
  /** Whether a tool may be called. */
  TOOL("tool", "approve a tool"),
  /** Whether code may run. */
  CODE("code", "approve a code run"),
  /** Whether a plan may be followed. */
  PLAN("plan", "approve a plan"),
  /** Whether an effect with an unknown outcome has happened. */
  IN_DOUBT("inDoubt", "say whether it happened"),
  /** More of what a conversation may spend. */
  BUDGET("budget", "raise the budget"),
  /** What an agent has handed over to a person. */
  HANDOFF("handoff", "take over"),
  /** What an agent asks a person who is one of its tools. */
  TASK("task", "answer a task"),
  /** Who speaks next. */
  SPEAKER("speaker", "say who speaks next");

  private final String wire;
  private final String words;

  RequestKind(String wire, String words) {
    this.wire = wire;
    this.words = words;
  }

  /** The name in JSON. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** What is asked, in a few words for people: {@code approve a tool}. */
  public String words() {
    return words;
  }

  /** The decisions there are; a policy may allow fewer. */
  public List<Choice> choices() {
    return switch (this) {
      case HUMAN, HANDOFF, SPEAKER -> List.of(Choice.RESPOND, Choice.DELEGATE);
      case TOOL ->
          List.of(Choice.APPROVE, Choice.EDIT, Choice.REJECT, Choice.RESPOND, Choice.DELEGATE);
      case CODE -> List.of(Choice.APPROVE, Choice.REJECT, Choice.RESPOND, Choice.DELEGATE);
      case PLAN -> List.of(Choice.APPROVE, Choice.EDIT, Choice.REJECT, Choice.DELEGATE);
      case IN_DOUBT -> List.of(Choice.HAPPENED, Choice.NOT_HAPPENED, Choice.RETRY);
      case BUDGET -> List.of(Choice.APPROVE, Choice.REJECT, Choice.DELEGATE);
      case TASK -> List.of(Choice.RESPOND, Choice.REJECT, Choice.DELEGATE);
    };
  }

  /** Whether plain words answer it. */
  public boolean isAnswered() {
    return this == HUMAN || this == HANDOFF || this == SPEAKER;
  }
}
