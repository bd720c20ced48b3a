package dev.parley.testing;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.workflows.Outcome;
import java.util.List;

/**
 * A conversation that was played to its end.
 *
 * @param id its id
 * @param outcome the workflow's result
 * @param standing calls, cost, state
 * @param entries what was said
 */
public record Played(String id, Outcome outcome, Standing standing, List<Entry> entries) {

  public Played {
    entries = List.copyOf(entries);
  }

  /** Why it ended. */
  public Outcome.End end() {
    return outcome.end();
  }

  /** Author and text of each message, without events: {@code coder: hello}. */
  public List<String> lines() {
    return entries.stream()
        .filter(entry -> entry.head().event() == null)
        .map(entry -> entry.author() + ": " + entry.text())
        .toList();
  }
}
