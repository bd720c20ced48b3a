package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an entry of a conversation is. The wire names are the ones that {@code --jsonl} prints; a
 * new kind is appended, none is ever renamed, because entries are kept for years.
 */
public enum Kind {
  /** Something an agent, a person or the task says. */
  TEXT("text"),
  /** A summary of the entries {@code from} to {@code until}. */
  SUMMARY("summary"),
  /** Something that happened to the conversation: paused, cancelled, refused. */
  EVENT("event"),
  /** The floor is handed to a named agent or to a person. */
  HANDOFF("handoff"),
  /** Tool calls that a model asked for. */
  TOOL_CALLS("toolCalls"),
  /** The results of the calls in the entry before. */
  TOOL_RESULTS("toolResults"),
  /** Code that an agent's own model wrote and that the same agent runs next. */
  CODE("code"),
  /** What a code run printed, with its exit code and files. */
  CODE_RESULT("codeResult"),
  /** A question to a person. */
  REQUEST("request"),
  /** A person's answer to a request. */
  DECISION("decision");

  /** The kinds that {@code maxMessages} counts and that text conditions look at. */
  private static final Set<Kind> MESSAGES = EnumSet.of(TEXT, CODE_RESULT, HANDOFF);

  private final String wire;

  Kind(String wire) {
    this.wire = wire;
  }

  /** The name in JSON. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** Whether {@code maxMessages} counts it and text conditions look at it. */
  public boolean isMessage() {
    return MESSAGES.contains(this);
  }
}
