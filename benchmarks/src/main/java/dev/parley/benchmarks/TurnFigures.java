package dev.parley.benchmarks;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What is reported of one number of conversations at once. */
final class TurnFigures {

  private final Figures figures;
  private final String section;
  private final boolean lone;

  TurnFigures(Figures figures, String section, boolean lone) {
    this.figures = figures;
    this.section = section;
    this.lone = lone;
  }

  /** Each round's values. */
  record Samples(
      List<Double> turnMillis,
      List<Double> p95,
      List<Double> perSecond,
      List<Double> workerCpu,
      List<Double> serverCpu,
      List<Double> historyBytes,
      List<Double> historyEvents,
      List<Double> storeBytes) {}

  void add(Samples ours, Samples bare) {
    both("time per turn", "ms", ours.turnMillis(), bare.turnMillis());
    List<Double> slower = pairs(ours.turnMillis(), bare.turnMillis(), (a, b) -> a / b);
    if (lone) {
      figures.atMost(1.3, section, "time per turn, times bare", "", slower);
    } else {
      figures.add(section, "time per turn, times bare", "", slower);
      both("time per turn, 95 of 100 within", "ms", ours.p95(), bare.p95());
      both("turns per second", "", ours.perSecond(), bare.perSecond());
      figures.atLeast(
          0.8,
          section,
          "turns per second, times bare",
          "",
          pairs(ours.perSecond(), bare.perSecond(), (a, b) -> a / b));
    }
    both("CPU per turn, worker", "ms", ours.workerCpu(), bare.workerCpu());
    figures.atMost(
        2,
        section,
        "CPU per turn, worker, above bare",
        "ms",
        pairs(ours.workerCpu(), bare.workerCpu(), (a, b) -> a - b));
    both("CPU per turn, server", "ms", ours.serverCpu(), bare.serverCpu());
    both("history events per turn", "", ours.historyEvents(), bare.historyEvents());
    figures.atMost(4096, section, "history per turn", "bytes", ours.historyBytes());
    figures.add(section, "  bare", "bytes", bare.historyBytes());
    figures.add(section, "store per turn", "bytes", ours.storeBytes());
  }

  private void both(String name, String unit, List<Double> ours, List<Double> bare) {
    figures.add(section, name, unit, ours);
    figures.add(section, "  bare", unit, bare);
  }

  private static List<Double> pairs(List<Double> a, List<Double> b, DoubleBinaryOperator operator) {
    return IntStream.range(0, a.size())
        .mapToObj(i -> operator.applyAsDouble(a.get(i), b.get(i)))
        .toList();
  }
}
