package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a conversation's workflow.
 *
 * @param end why it ended
 * @param answer where the answer is, absent: there is none
 * @param mail ids of words that no entry bears yet: with them the run goes on, with another round;
 *     never in the result of a workflow
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Outcome(End end, @Nullable Answer answer, List<String> mail) {

  public Outcome {
    mail = mail == null ? List.of() : List.copyOf(mail);
  }

  /** The end of a round to which nobody has said anything more. */
  public Outcome(End end, @Nullable Answer answer) {
    this(end, answer, List.of());
  }

  /** Why it ended: as EXPERIENCE's {@code end} object, without the text behind a text condition. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record End(String reason, @Nullable String by, int humanInputs) {}

  /** The entry that is the answer; its text only if the start asked for it inline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Answer(String conversation, int seq, String digest, @Nullable String text) {}
}
