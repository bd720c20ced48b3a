package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The result of a conversation's workflow.
 *
 * @param end why it ended
 * @param answer where the answer is, absent: there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(End end, @Nullable Answer answer) {

  /** Why it ended: as EXPERIENCE's {@code end} object, without the text behind a text condition. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record End(String reason, @Nullable String by, int humanInputs) {}

  /** The entry that is the answer; its text only if the start asked for it inline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(String conversation, int seq, String digest, @Nullable String text) {}
}
