package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Who may speak after whom. With {@code allowed} an agent that is not a key there leads nowhere,
 * and the chat is complete; with {@code disallowed} everybody may follow who is not named.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Transitions(
    SequencedMap<String, List<String>> allowed, SequencedMap<String, List<String>> disallowed) {

  public Transitions {
    allowed = copy(allowed);
    disallowed = copy(disallowed);
    if (allowed.isEmpty() == disallowed.isEmpty()) {
      throw new IllegalArgumentException(
          "transitions: has either allowed or disallowed, one of them and not both");
    }
  }

  /** Only these may follow. */
  public static Transitions allowed(Map<String, List<String>> after) {
    return new Transitions(new LinkedHashMap<>(after), new LinkedHashMap<>());
  }

  /** These may not follow. */
  public static Transitions disallowed(Map<String, List<String>> after) {
    return new Transitions(new LinkedHashMap<>(), new LinkedHashMap<>(after));
  }

  /** Those of the participants that may speak after one of them. */
  List<String> after(String last, List<String> participants) {
    return participants.stream()
        .filter(
            next ->
                allowed.isEmpty()
                    ? !disallowed.getOrDefault(last, List.of()).contains(next)
                    : allowed.getOrDefault(last, List.of()).contains(next))
        .toList();
  }

  private static SequencedMap<String, List<String>> copy(
      SequencedMap<String, List<String>> written) {
    SequencedMap<String, List<String>> copy = new LinkedHashMap<>();
    if (written != null) {
      written.forEach((from, to) -> copy.put(from, List.copyOf(to)));
    }
    return Collections.unmodifiableSequencedMap(copy);
  }
}
