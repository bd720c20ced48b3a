package dev.parley.client.teamfile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${NAME}} in texts: with what was given on the command line, else by the file. */
final class Vars {

  private static final Pattern HOLE =
      Pattern.compile("\\$\\$\\{|\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*)}|\\$\\{([^}]*)(}?)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final Map<String, String> given;
  private final Map<String, String> all = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Report report;

  Vars(Map<String, String> given, Report report) {
    this.given = given;
    this.report = report;
    all.putAll(given);
  }

  /** Takes in what the file itself defines. */
  void define(Tree.Mapping own) {
    for (Tree.Entry entry : own.entries()) {
      if (entry.value() instanceof Tree.Scalar scalar) {
        all.putIfAbsent(entry.key(), scalar.raw());
      }
    }
  }

  /** The text with its holes filled; those that cannot be filled are reported. */
  String fill(String text, boolean env, Place place) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher holes = HOLE.matcher(text);
    var out = new StringBuilder();
    while (holes.find()) {
      holes.appendReplacement(out, Matcher.quoteReplacement(hole(holes, env, place)));
    }
    return holes.appendTail(out).toString();
  }

  /** Reports what was given and stands nowhere. */
  void reportUnused(Place file) {
    given.keySet().stream()
        .filter(name -> !used.contains(name))
        .sorted()
        .forEach(
            name ->
                report.warn(
                    file,
                    "--var %s: nothing in the file uses it".formatted(Shown.key(name)),
                    "write ${%s} where it belongs".formatted(Shown.key(name))));
  }

  private String hole(Matcher hole, boolean env, Place place) {
    String whole = hole.group();
    if (whole.equals("$${")) {
      return "${";
    }
    if (hole.group(1) != null) {
      if (!env) {
        report.error(
            place, Shown.clean(whole) + " is allowed in apiKey and headers only", "take it out");
      }
      return whole;
    }
    String name = hole.group(2);
    if (!NAME.matcher(name).matches() || hole.group(3).isEmpty()) {
      report.error(
          place, "%s is no ${NAME}".formatted(Shown.quote(whole)), "write $${ for a literal ${");
      return whole;
    }
    String value = all.get(name);
    if (value == null) {
      report.error(
          place,
          "${%s} has no value".formatted(Shown.key(name)),
          "give --var %s=…, or define it in vars, or write $${ for a literal ${"
              .formatted(Shown.key(name)));
      return whole;
    }
    used.add(name);
    return value;
  }
}
