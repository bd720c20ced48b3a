package dev.parley.client.teamfile;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises what looks like a key, a token or a password. */
final class Secrets {

  private static final List<Pattern> KNOWN =
      List.of(
          Pattern.compile("\\bsk-(?=[A-Za-z0-9_-]*\\d)[A-Za-z0-9_-]{8,}"),
          Pattern.compile("\\b[sr]k_(?:live|test)_[A-Za-z0-9]{10,}"),
          Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Pattern.compile("\\bAIza[0-9A-Za-z_-]{30,}"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{30,}"),
          Pattern.compile("\\b(?:github_pat|glpat|hf|xai|gsk|npm|pypi)[-_][A-Za-z0-9_-]{20,}"),
          Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*"),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Pattern.compile("\\b(?i:bearer|basic)\\s+(?=[^\\s]*\\d)[A-Za-z0-9._~+/=-]{16,}"),
          Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^\\s/:@${}]+:[^\\s/@${}]+@"));

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_+=-]{40,}");

  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i).*(?:authorization|api-?key|token|secret|password|cookie).*");

  private Secrets() {}

  /** Whether the text holds something that looks like a secret. */
  static boolean inside(String text) {
    if (KNOWN.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
      return true;
    }
    Matcher words = LONG_WORD.matcher(text);
    while (words.find()) {
      if (random(words.group())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a header of this name carries a secret. */
  static boolean header(String name) {
    return SECRET_HEADER.matcher(name).matches();
  }

  /** A long word of mixed letters and several digits: no word of a language, no hex digest. */
  private static boolean random(String word) {
    return word.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
        && word.chars().anyMatch(c -> c >= 'a' && c <= 'z')
        && word.chars().filter(c -> c >= '0' && c <= '9').count() >= 4
        && word.chars().distinct().count() >= 20;
  }
}
