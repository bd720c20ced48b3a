package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import dev.parley.benchmarks.Load.Job;
import dev.parley.benchmarks.Load.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a turn leaves in history whose model takes half a minute, in each lane. */
final class SlowCalls {

  static final String NAME = "slow";

  private static final Duration DELAY = Duration.ofSeconds(30);
  private static final int TURNS = 3;

  private SlowCalls() {}

  static void run(Site site, Figures figures) throws InterruptedException {
    Agent.Lane[] lanes = Agent.Lane.values();
    try (Site.Worker worker = site.parley(Map.of())) {
      Progress.say("calls of %d s, the worker was ready in %s", DELAY.toSeconds(), worker.start());
      Outcome outcome =
          new Load(site.temporal().client())
              .run(
                  lanes.length,
                  lanes.length,
                  i ->
                      Job.conversation("slow-" + i, site.slow("slow" + i, TURNS, DELAY, lanes[i])));
      for (int i = 0; i < lanes.length; i++) {
        String section =
            "a model that takes %d s, lane %s"
                .formatted(DELAY.toSeconds(), lanes[i].name().toLowerCase(Locale.ROOT));
        figures.atMost(
            4096,
            section,
            "history per turn",
            "bytes",
            List.of(outcome.historyBytes().get(i) / TURNS));
        figures.add(
            section,
            "history events per turn",
            "",
            List.of(outcome.historyEvents().get(i) / TURNS));
      }
    }
  }
}
