package dev.parley.chaos;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Words that are nowhere but where a test puts them, new in each run. All begin alike, so that one
 * look tells whether any of them is in some bytes: as it is, or as a part of a base64 text.
 */
final class PlantedWords {

  private static final int LETTERS = 26;
  private static final int STEM = 9;

  private final String stem;
  private final Map<String, String> places = new ConcurrentHashMap<>();

  PlantedWords() {
    StringBuilder letters = new StringBuilder();
    new SecureRandom().ints(STEM, 'a', 'a' + LETTERS).forEach(letters::appendCodePoint);
    this.stem = letters.toString();
  }

  /** A new word. Only letters: nothing on its way has to escape it. */
  String plant(String place) {
    int number = places.size();
    String word =
        stem + (char) ('a' + number / LETTERS % LETTERS) + (char) ('a' + number % LETTERS);
    places.put(word, place);
    return word;
  }

  /** Each word, and what it was planted in. */
  Map<String, String> places() {
    return Map.copyOf(places);
  }

  /** What these exhibits hold of the words, one line for each place and word. */
  List<String> in(Stream<Exhibit> exhibits) {
    return exhibits.flatMap(exhibit -> in(exhibit).stream()).toList();
  }

  /** What one exhibit holds. */
  List<String> in(Exhibit exhibit) {
    String exact = exhibit.bytes().toString(StandardCharsets.ISO_8859_1);
    String small = exact.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    if (holds(stem, exact, small)) {
      places.forEach(
          (word, place) -> {
            if (holds(word, exact, small)) {
              found.add("%s holds the word \"%s\", which is %s".formatted(exhibit, word, place));
            }
          });
    }
    return found;
  }

  private static boolean holds(String word, String exact, String small) {
    return small.contains(word) || base64(word).anyMatch(exact::contains);
  }

  /** The three forms that a text gives to a word in it: those letters that it alone decides. */
  private static Stream<String> base64(String word) {
    return Stream.of(0, 1, 2)
        .map(
            before -> {
              byte[] padded =
                  ("   ".substring(0, before) + word).getBytes(StandardCharsets.US_ASCII);
              String whole = Base64.getEncoder().encodeToString(padded);
              return whole.substring((8 * before + 5) / 6, 8 * padded.length / 6);
            });
  }

  @Override
  public String toString() {
    return "words " + stem + "..";
  }
}
