package dev.parley.benchmarks;

import java.util.List;

/** Figures of several rounds. */
final class Stats {

  private Stats() {}

  /** The middle value; of an even number, the mean of the two in the middle. */
  static double median(List<Double> values) {
    return (percentile(values, 0.5, true) + percentile(values, 0.5, false)) / 2;
  }

  /** The value below which 95 of 100 are. */
  static double p95(List<Double> values) {
    return percentile(values, 0.95, false);
  }

  private static double percentile(List<Double> values, double part, boolean lower) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no median of nothing");
    }
    List<Double> sorted = values.stream().sorted().toList();
    double place = part * (sorted.size() - 1);
    return sorted.get((int) (lower ? Math.floor(place) : Math.ceil(place)));
  }
}
