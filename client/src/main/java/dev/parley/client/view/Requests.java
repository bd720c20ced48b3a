package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import java.util.LinkedHashMap;
import java.util.List;

/** What people are asked, read from the entries. */
public final class Requests {

  private Requests() {}

  /**
   * The requests that no later entry answers, the oldest first. A new round withdraws those of the
   * round before.
   */
  public static List<Entry.Asking> open(List<Entry> entries) {
    var open = new LinkedHashMap<String, Entry.Asking>();
    for (Entry entry : entries) {
      if (entry.head().opens()) {
        open.clear();
      }
      if (entry.kind() == Kind.REQUEST) {
        if (entry.words().detail() instanceof Entry.Asking asking) {
          open.put(asking.id(), asking);
        }
      } else {
        String answered = entry.head().request();
        if (answered != null) {
          open.remove(answered);
        }
      }
    }
    return List.copyOf(open.values());
  }
}
