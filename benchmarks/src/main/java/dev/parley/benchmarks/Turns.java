package dev.parley.benchmarks;

import dev.parley.benchmarks.Load.Job;
import dev.parley.benchmarks.Load.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns of conversations beside activities of a bare workflow: time, processor, bytes. */
final class Turns {

  static final String NAME = "turns";

  /** So many workflows make both workers warm. */
  private static final int WARM_UP = 60;

  private final Options options;
  private final Site site;
  private final Figures figures;
  private final Load load;
  private int number;

  Turns(Options options, Site site, Figures figures) {
    this.options = options;
    this.site = site;
    this.figures = figures;
    this.load = new Load(site.temporal().client());
  }

  /**
   * One round of one kind.
   *
   * @param turnMillis of a conversation, divided by its turns: the median of all
   * @param p95 the same, exceeded by one of twenty
   */
  private record Round(
      double turnMillis,
      double p95,
      double perSecond,
      double workerCpu,
      double serverCpu,
      double historyBytes,
      double historyEvents,
      double storeBytes) {}

  void run() throws InterruptedException {
    site.twoAssistants("many", options.turns());
    site.twoAssistants("lone", options.lone());
    try (Site.Worker bare = site.bare();
        Site.Worker parley = site.parley(Map.of())) {
      var warmBare =
          load.run(WARM_UP, 10, i -> Job.bare(id("warm"), options.turns(), options.lane()));
      var warm = load.run(WARM_UP, 10, i -> Job.conversation(id("warm"), "many"));
      Progress.say("%d workflows to get warm", warmBare.count() + warm.count());
      for (int atOnce : options.atOnce()) {
        measure(atOnce, bare, parley);
      }
    }
  }

  private void measure(int atOnce, Site.Worker bare, Site.Worker parley)
      throws InterruptedException {
    boolean lone = atOnce == 1;
    int turns = lone ? options.lone() : options.turns();
    int count = lone ? 5 : Math.max(2 * atOnce, 40);
    List<Round> floors = new ArrayList<>();
    List<Round> ours = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      // One after the other, so that what disturbs the machine disturbs both.
      floors.add(
          round(count, atOnce, turns, bare, () -> Job.bare(id("bare"), turns, options.lane())));
      String team = lone ? "lone" : "many";
      ours.add(round(count, atOnce, turns, parley, () -> Job.conversation(id("talk"), team)));
      Progress.say(
          "%s, %d at once: %.2f ms a turn, bare %.2f",
          site.store().word(), atOnce, ours.getLast().turnMillis(), floors.getLast().turnMillis());
    }
    new TurnFigures(figures, section(atOnce), lone, options.lane())
        .add(samples(ours), samples(floors));
  }

  private String section(int atOnce) {
    return atOnce == 1
        ? "%s, a lone conversation of %d turns".formatted(site.store().word(), options.lone())
        : "%s, %d conversations at once, %d turns each"
            .formatted(site.store().word(), atOnce, options.turns());
  }

  private Round round(
      int count, int atOnce, int turns, Site.Worker worker, java.util.function.Supplier<Job> jobs)
      throws InterruptedException {
    long stored = site.store().bytes();
    ProcessUse workerBefore = worker.use();
    ProcessUse serverBefore = site.temporal().use();
    Outcome outcome = load.run(count, atOnce, i -> jobs.get());
    ProcessUse workerAfter = worker.use();
    ProcessUse serverAfter = site.temporal().use();
    double all = (double) count * turns;
    List<Double> each = outcome.millis().stream().map(millis -> millis / turns).toList();
    return new Round(
        Stats.median(each),
        Stats.p95(each),
        all / outcome.wall().toNanos() * 1e9,
        (workerAfter.cpuMillis() - workerBefore.cpuMillis()) / all,
        (serverAfter.cpuMillis() - serverBefore.cpuMillis()) / all,
        Stats.median(outcome.historyBytes()) / turns,
        Stats.median(outcome.historyEvents()) / turns,
        (site.store().bytes() - stored) / all);
  }

  private static TurnFigures.Samples samples(List<Round> rounds) {
    return new TurnFigures.Samples(
        rounds.stream().map(Round::turnMillis).toList(),
        rounds.stream().map(Round::p95).toList(),
        rounds.stream().map(Round::perSecond).toList(),
        rounds.stream().map(Round::workerCpu).toList(),
        rounds.stream().map(Round::serverCpu).toList(),
        rounds.stream().map(Round::historyBytes).toList(),
        rounds.stream().map(Round::historyEvents).toList(),
        rounds.stream().map(Round::storeBytes).toList());
  }

  private String id(String stem) {
    number++;
    return "%s-%s-%d".formatted(stem, site.store().word(), number);
  }
}
