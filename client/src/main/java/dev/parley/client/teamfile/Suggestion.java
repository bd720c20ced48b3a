package dev.parley.client.teamfile;

import dev.parley.agents.Similar;
import java.util.Collection;

/** What is said to somebody who wrote a word that there is not. */
final class Suggestion {

  private static final int MOST_NAMES = 20;

  private Suggestion() {}

  /** {@code did you mean "model"?}, or else the words that there are, or nothing. */
  static String of(String written, Collection<String> known) {
    return AutoGenWords.translate(written)
        .map(word -> "did you mean \"%s\"? (AutoGen's %s)".formatted(word, written))
        .or(() -> Similar.to(written, known).map("did you mean \"%s\"?"::formatted))
        .orElseGet(() -> known.isEmpty() ? "" : "there " + list(known));
  }

  private static String list(Collection<String> known) {
    String names = String.join(", ", known.stream().map(Shown::key).limit(MOST_NAMES).toList());
    return known.size() > MOST_NAMES
        ? "are %s, …".formatted(names)
        : "%s %s".formatted(known.size() == 1 ? "is only" : "are", names);
  }
}
