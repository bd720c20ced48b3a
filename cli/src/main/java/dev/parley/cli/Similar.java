package dev.parley.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Similar {

  private Similar() {}

  /** The most similar of the known words, if one is similar enough. */
  static Optional<String> to(String written, Collection<String> known) {
    String lower = written.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, Math.min(3, lower.length() / 3));
    return known.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= allowed)
        .min(Comparator.comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT))));
  }

  /** How many letters must be put in, left out or replaced. */
  private static int distance(String a, String b) {
    if (a.length() > 100 || b.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
