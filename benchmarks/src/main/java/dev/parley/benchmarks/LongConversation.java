package dev.parley.benchmarks;

import dev.parley.agents.Entry;
import dev.parley.benchmarks.Load.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether turn 1,000 is as fast as turn 10, when only the last messages are sent to the model. */
final class LongConversation {

  static final String NAME = "long";

  private static final int LAST = 1_000;
  private static final int WINDOW = 50;

  private LongConversation() {}

  static void run(Options options, Site site, Figures figures) throws InterruptedException {
    Load load = new Load(site.temporal().client());
    site.twoAssistants("warm", 20);
    site.twoAssistants("long", LAST);
    List<Double> early = new ArrayList<>();
    List<Double> late = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    try (Site.Worker worker = site.parley(Map.of())) {
      var warm = load.run(100, 10, i -> Job.conversation("warm-long-" + i, "warm"));
      Progress.say("%d conversations to get warm", warm.count());
      for (int round = 0; round < options.rounds(); round++) {
        String id = "long-" + round;
        var unused = load.run(1, 1, i -> Job.conversation(id, "long"));
        early.add(perTurn(site, id, 10));
        late.add(perTurn(site, id, LAST - WINDOW));
        times.add(late.getLast() / early.getLast());
        Progress.say("turn 10: %.2f ms, turn 1,000: %.2f ms", early.getLast(), late.getLast());
      }
      figures.add(
          section(site), "resident memory of the worker", "MB", List.of(worker.use().megabytes()));
    }
    figures.add(section(site), "time per turn, turns 10 to 60", "ms", early);
    figures.add(section(site), "time per turn, turns 950 to 1,000", "ms", late);
    figures.atMost(1.2, section(site), "turn 1,000, times turn 10", "", times);
  }

  private static String section(Site site) {
    return site.store().word() + ", a conversation of 1,000 turns, bounded context";
  }

  /** By the times of the entries. */
  private static double perTurn(Site site, String id, int from) {
    List<Entry> entries = site.transcript().entries().read(id, from, WINDOW + 1);
    Duration between = Duration.between(entries.getFirst().at(), entries.getLast().at());
    return between.toNanos() / 1e6 / (entries.size() - 1);
  }
}
