package dev.parley.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, in the order in which it was: for the table and for the file. */
final class Figures {

  /**
   * One figure.
   *
   * @param name what it is
   * @param value the median of all rounds
   * @param unit its unit
   * @param aim at most (or, if negative, at least its absolute value); absent: 0
   * @param rounds each round's value
   */
  record Figure(String name, double value, String unit, double aim, List<Double> rounds) {
    Figure {
      rounds = List.copyOf(rounds);
    }

    boolean isMet() {
      return aim < 0 ? value >= -aim : value <= aim;
    }
  }

  private final Map<String, List<Figure>> sections = new LinkedHashMap<>();

  /** Adds a figure that was measured once in each round. */
  void add(String section, String name, String unit, List<Double> rounds) {
    put(section, new Figure(name, Stats.median(rounds), unit, 0, rounds));
  }

  /** Adds a figure that should be at most so much. */
  void atMost(double aim, String section, String name, String unit, List<Double> rounds) {
    put(section, new Figure(name, Stats.median(rounds), unit, aim, rounds));
  }

  /** Adds a figure that should be at least so much. */
  void atLeast(double aim, String section, String name, String unit, List<Double> rounds) {
    put(section, new Figure(name, Stats.median(rounds), unit, -aim, rounds));
  }

  private void put(String section, Figure figure) {
    sections.computeIfAbsent(section, name -> new ArrayList<>()).add(figure);
  }

  Map<String, List<Figure>> sections() {
    return java.util.Collections.unmodifiableMap(sections);
  }

  /** The table that is printed. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, List<Figure>> section : sections.entrySet()) {
      table.append(section.getKey()).append('\n');
      for (Figure figure : section.getValue()) {
        table.append(line(figure)).append('\n');
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static String line(Figure figure) {
    String line =
        String.format(
            Locale.ROOT,
            "  %-46s %10s %-12s",
            figure.name(),
            number(figure.value()),
            figure.unit());
    if (figure.aim() == 0) {
      return line.stripTrailing();
    }
    return line
        + (figure.aim() < 0 ? "at least " : "at most ")
        + number(Math.abs(figure.aim()))
        + (figure.isMet() ? ": met" : ": MISSED");
  }

  /** Three significant digits. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
