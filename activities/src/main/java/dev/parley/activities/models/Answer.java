package dev.parley.activities.models;

import dev.parley.agents.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer says, before it is judged.
 *
 * @param text empty: none
 * @param thought reasoning text; empty: none
 * @param calls of tools, in their order
 * @param usage absent: not reported
 * @param id the provider's name of the answer, for those that send no header
 */
record Answer(
    String text,
    String thought,
    List<Wanted> calls,
    Finish finish,
    @Nullable Usage usage,
    @Nullable String id) {

  /**
   * A call as the provider writes it.
   *
   * @param id absent where the provider has none
   * @param arguments JSON where the provider parses it, else what the model wrote
   */
  record Wanted(@Nullable String id, String tool, String arguments) {}

  Answer {
    calls = List.copyOf(calls);
  }

  /** The same with one answer's name. */
  Answer named(@Nullable String name) {
    return new Answer(text, thought, calls, finish, usage, name);
  }

  /** How many characters the model wrote, about. */
  long characters() {
    return text.length() + calls.stream().mapToLong(call -> call.arguments().length()).sum();
  }
}
