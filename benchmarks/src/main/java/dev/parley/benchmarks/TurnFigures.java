package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What is reported of one number of conversations at once. */
final class TurnFigures {

  private static final String TIME = "time per turn";
  private static final String P95 = "time per turn, 95 of 100 within";
  private static final String RATE = "turns per second";
  private static final String WORKER = "CPU per turn, worker";
  private static final String BARE = "  bare";

  private final Figures figures;
  private final String section;
  private final boolean lone;
  private final Agent.Lane lane;

  TurnFigures(Figures figures, String section, boolean lone, Agent.Lane lane) {
    this.lane = lane;
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

  /** The floor of the lane auto is another one, and its aims are not measured by it. */
  void add(Samples ours, Samples bare) {
    switch (lane) {
      case ACTIVITY -> activity(ours, bare);
      case AUTO -> auto(ours, bare);
    }
    both("CPU per turn, server", "ms", ours.serverCpu(), bare.serverCpu());
    both("history events per turn", "", ours.historyEvents(), bare.historyEvents());
    figures.atMost(4096, section, "history per turn", "bytes", ours.historyBytes());
    figures.add(section, BARE, "bytes", bare.historyBytes());
    figures.add(section, "store per turn", "bytes", ours.storeBytes());
  }

  private void activity(Samples ours, Samples bare) {
    both(TIME, "ms", ours.turnMillis(), bare.turnMillis());
    List<Double> slower = pairs(ours.turnMillis(), bare.turnMillis(), (a, b) -> a / b);
    if (lone) {
      figures.atMost(1.3, section, "time per turn, times bare", "", slower);
    } else {
      figures.add(section, "time per turn, times bare", "", slower);
      both(P95, "ms", ours.p95(), bare.p95());
      both(RATE, "", ours.perSecond(), bare.perSecond());
      figures.atLeast(
          0.8,
          section,
          "turns per second, times bare",
          "",
          pairs(ours.perSecond(), bare.perSecond(), (a, b) -> a / b));
    }
    both(WORKER, "ms", ours.workerCpu(), bare.workerCpu());
    figures.atMost(
        2,
        section,
        "CPU per turn, worker, above bare",
        "ms",
        pairs(ours.workerCpu(), bare.workerCpu(), (a, b) -> a - b));
  }

  private void auto(Samples ours, Samples bare) {
    if (lone) {
      figures.atMost(3, section, TIME, "ms", ours.turnMillis());
      figures.add(section, BARE, "ms", bare.turnMillis());
    } else {
      both(TIME, "ms", ours.turnMillis(), bare.turnMillis());
      both(P95, "ms", ours.p95(), bare.p95());
      figures.atLeast(900, section, RATE, "", ours.perSecond());
      figures.add(section, BARE, "", bare.perSecond());
    }
    both(WORKER, "ms", ours.workerCpu(), bare.workerCpu());
  }

  private void both(String name, String unit, List<Double> ours, List<Double> bare) {
    figures.add(section, name, unit, ours);
    figures.add(section, BARE, unit, bare);
  }

  private static List<Double> pairs(List<Double> a, List<Double> b, DoubleBinaryOperator operator) {
    return IntStream.range(0, a.size())
        .mapToObj(i -> operator.applyAsDouble(a.get(i), b.get(i)))
        .toList();
  }
}
