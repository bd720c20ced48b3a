package dev.parley.client.teamfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is found while one file is read. */
final class Report {

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  Report(String file) {
    this.file = file;
  }

  void error(Place place, String message) {
    error(place, message, "");
  }

  void error(Place place, String message, String suggestion) {
    errors.add(new Problem(place.file(), place.line(), place.path(), message, suggestion));
  }

  void warn(Place place, String message, String suggestion) {
    warnings.add(new Problem(place.file(), place.line(), place.path(), message, suggestion));
  }

  boolean clean() {
    return errors.isEmpty();
  }

  /** The errors, those of the file itself first, by line. */
  List<Problem> errors() {
    return sorted(errors);
  }

  /** The warnings in the same order. */
  List<Problem> warnings() {
    return sorted(warnings);
  }

  private List<Problem> sorted(List<Problem> found) {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((Problem p) -> p.file().equals(file) ? 0 : 1)
                .thenComparing(Problem::file)
                .thenComparingInt(Problem::line))
        .toList();
  }
}
