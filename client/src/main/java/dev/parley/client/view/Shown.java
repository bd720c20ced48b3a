package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.List;

/**
 * A conversation as {@code show} reads it from the store.
 *
 * @param standing how it stands
 * @param entries all its entries, in order
 * @param spent what each agent spent on each model
 */
public record Shown(Standing standing, List<Entry> entries, List<Spent> spent) {
  public Shown {
    entries = List.copyOf(entries);
    spent = List.copyOf(spent);
  }

  /** The authors in the order in which they first speak. */
  List<String> authors() {
    return entries.stream().map(Entry::author).distinct().toList();
  }
}
