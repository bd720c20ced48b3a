package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The chats that an agent holds to find its reply, one after the other.
 *
 * @param nest which of the agent's queues of chats
 * @param next number of the next chat of the queue, or of the one that runs
 * @param running id of the conversation that runs, absent: none does
 * @param said seq of the entry with the last summary, absent: there is none yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Consulting(int nest, int next, @Nullable String running, @Nullable Integer said) {

  static Consulting begin(int nest) {
    return new Consulting(nest, 0, null, null);
  }

  Consulting runs(String conversation) {
    return new Consulting(nest, next, conversation, said);
  }

  Consulting skipped() {
    return new Consulting(nest, next + 1, null, said);
  }

  Consulting ended(int seq) {
    return new Consulting(nest, next + 1, null, seq);
  }
}
