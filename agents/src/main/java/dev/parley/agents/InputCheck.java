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
 * @param attempts how often it is asked, absent: 3; the last answer is refused, and the deadline or
 *     another answer decides
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InputCheck(
    @Nullable String matches,
    List<String> choices,
    @Nullable String schema,
    @Nullable Integer attempts) {
  public InputCheck {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }
}
