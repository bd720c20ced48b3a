package dev.parley.chaos;

import dev.parley.activities.models.ModelEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long a lone conversation stands still when something is killed: from the kill of a worker,
 * which is started again at once, or from the restart of a server, to the next entry.
 *
 * @param lab where it runs
 * @param endpoint the model
 */
record Recovery(Lab lab, ModelEndpoint endpoint) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Kills so often, and gives the milliseconds of each, ascending. */
  List<Long> measure(Target target, int times, long seed) {
    Random random = new Random(seed);
    List<Long> all = new ArrayList<>();
    for (int i = 0; all.size() < times; i++) {
      String id = "recovery-%s-%d-%d".formatted(target.wire(), seed, i);
      lab.start(id, Coding.team(Coding.model(endpoint)), ChaosRun.TASK);
      for (int kill = 0; kill < 4 && all.size() < times; kill++) {
        all.add(once(id, target, 3 + kill * 4, random.nextInt(200)));
      }
      lab.awaitEnd(id, PATIENCE);
    }
    all.sort(null);
    return all;
  }

  private long once(String id, Target target, int entries, int moment) {
    lab.awaitEntries(id, entries);
    Waiting.pause(moment);
    Instant since = kill(target);
    int seq = lab.transcript().entries().head(id).seq() + awaited(target);
    restart(target);
    lab.awaitEntries(id, seq + 1);
    return Duration.between(since, lab.entries(id).get(seq).at()).toMillis();
  }

  /** An effect that runs when the server dies writes its entry without it: the one after counts. */
  private static int awaited(Target target) {
    return target == Target.SERVER ? 2 : 1;
  }

  private Instant kill(Target target) {
    switch (target) {
      case WORKER -> lab.worker().kill();
      case SERVER -> lab.server().kill();
      case STORE -> throw new IllegalArgumentException("worker and server are measured");
    }
    return Instant.now();
  }

  private void restart(Target target) {
    if (target == Target.WORKER) {
      lab.worker().start();
    } else {
      lab.server().restart();
    }
  }
}
