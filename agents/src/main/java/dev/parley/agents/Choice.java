package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a person may decide about a request. The wire names are what people type. */
public enum Choice {
  /** Do it. */
  APPROVE("approve"),
  /** Do it with these arguments instead. */
  EDIT("edit"),
  /** Do not do it. */
  REJECT("reject"),
  /** Do not do it: this is its result. In a human turn: the answer. */
  RESPOND("respond"),
  /** Let somebody else decide. */
  DELEGATE("delegate"),
  /** An effect in doubt has happened, with this result. */
  HAPPENED("happened"),
  /** An effect in doubt has not happened. */
  NOT_HAPPENED("not-happened"),
  /** An effect in doubt is to be tried once more. */
  RETRY("retry");

  private final String wire;

  Choice(String wire) {
    this.wire = wire;
  }

  /** The name in JSON and on the command line. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The choice of this name. */
  public static Optional<Choice> parse(String word) {
    return Arrays.stream(values()).filter(one -> one.wire.equals(word)).findFirst();
  }
}
