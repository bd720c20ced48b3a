package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of a person must look like; otherwise it is asked for again.
 *
 * @param matches a regular expression for the whole answer
 * @param choices the answers there are
 * @param schema JSON Schema of the answer, as JSON text
 * @param attempts how many answers may be given, absent: {@value #ATTEMPTS}; after the last one
 *     that does not fit, what would happen at the deadline happens at once
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InputCheck(
    @Nullable String matches,
    List<String> choices,
    @Nullable String schema,
    @Nullable Integer attempts) {
  private static final int ATTEMPTS = 3;

  public InputCheck {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }

  /** How many answers may be given. */
  public int allowed() {
    return attempts == null ? ATTEMPTS : attempts;
  }
}
