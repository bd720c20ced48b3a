package dev.parley.client.teamfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Similar {

  private Similar() {}

  /** {@code did you mean "model"?}, or else the words that there are, or nothing. */
  static String suggest(String written, Collection<String> known) {
    return AutoGenWords.translate(written)
        .map(word -> "did you mean \"%s\"? (AutoGen's %s)".formatted(word, written))
        .or(() -> to(written, known).map("did you mean \"%s\"?"::formatted))
        .orElseGet(() -> known.isEmpty() ? "" : "there " + list(known));
  }

  /** The most similar of the known words, if one is similar enough. */
  static Optional<String> to(String written, Collection<String> known) {
    String plain = plain(written);
    return known.stream()
        .filter(word -> distance(plain, plain(word)) <= allowed(plain, plain(word)))
        .min(Comparator.comparingInt(word -> distance(plain, plain(word))));
  }

  private static String list(Collection<String> known) {
    String names = String.join(", ", known.stream().map(Shown::key).limit(20).toList());
    return known.size() > 20
        ? "are %s, …".formatted(names)
        : "%s %s".formatted(known.size() == 1 ? "is only" : "are", names);
  }

  /** Without case, underscores and hyphens: {@code max_turns} is close to {@code maxTurns}. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  private static int allowed(String a, String b) {
    return Math.min(3, (Math.max(a.length(), b.length()) + 1) / 3);
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 3 || a.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int step(int[][] steps, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}
