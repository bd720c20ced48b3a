package dev.parley.worker;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
final class Similar {

  private Similar() {}

  /** The most similar name, if one is similar enough. */
  static Optional<String> to(String written, Collection<String> known) {
    String plain = plain(written);
    return known.stream()
        .filter(name -> distance(plain, plain(name)) <= Math.max(1, plain.length() / 5))
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("^parley[._]", "").replaceAll("[-_.]", "");
  }

  /** Insertions, deletions and replacements that turn one into the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
