package dev.parley.chaos;

import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One coding conversation during which worker, server or both are killed at random moments and
 * started again. The seed gives the moments; what happens in them is up to the machine.
 *
 * @param lab where it runs
 * @param endpoint the model
 * @param expected the lines of the same conversation when nobody disturbs it
 */
record ChaosRun(Lab lab, ModelEndpoint endpoint, List<String> expected) {

  static final String TASK = "Sum up the squares of 1 to 11.";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Target> TARGETS = List.of(Target.WORKER, Target.SERVER, Target.BOTH);
  private static final int LONGEST_PEACE = 900;
  private static final int LONGEST_OUTAGE = 600;

  /**
   * What came of a run.
   *
   * @param kills what was killed, in order
   * @param requests how many requests the endpoint got
   * @param restarts attempts that one process began and another ended
   * @param problems what is not as it must be; empty: it survived
   */
  record Report(
      long seed,
      List<Target> kills,
      int requests,
      int restarts,
      long millis,
      List<String> problems) {

    boolean survived() {
      return problems.isEmpty();
    }
  }

  /** The lines of the conversation when nobody disturbs it. */
  static List<String> undisturbed(Lab lab, ModelEndpoint endpoint) {
    lab.start("undisturbed", Coding.team(Coding.model(endpoint)), TASK);
    lab.awaitEnd("undisturbed", PATIENCE);
    return lab.lines("undisturbed");
  }

  /** Runs one. */
  Report run(long seed) {
    String id = "chaos-" + seed;
    Random random = new Random(seed);
    int before = endpoint.count();
    long start = System.nanoTime();
    lab.start(id, Coding.team(Coding.model(endpoint)), TASK);
    List<Target> kills = disturb(id, random);
    boolean ended = Waiting.holds(PATIENCE, () -> lab.ended(id));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    int requests = endpoint.count() - before;
    List<String> problems = new ArrayList<>();
    if (!ended) {
      problems.add("not ended after %d s".formatted(PATIENCE.toSeconds()));
    }
    problems.addAll(problems(id, requests, kills.size()));
    return new Report(
        seed, kills, requests, lab.standing(id).restarts(), millis, List.copyOf(problems));
  }

  // --- The disturbance

  private List<Target> disturb(String id, Random random) {
    List<Target> kills = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Waiting.pause(random.nextInt(LONGEST_PEACE));
      Target target = TARGETS.get(random.nextInt(TARGETS.size()));
      int outage = random.nextInt(LONGEST_OUTAGE);
      if (lab.ended(id)) {
        return kills;
      }
      kills.add(target);
      kill(target, outage);
    }
    return kills;
  }

  private void kill(Target target, int outage) {
    switch (target) {
      case WORKER -> {
        lab.worker().kill();
        Waiting.pause(outage);
        lab.worker().start();
        lab.worker().awaitWorking();
      }
      case SERVER -> {
        lab.server().kill();
        Waiting.pause(outage);
        lab.server().restart();
      }
      case BOTH -> {
        lab.worker().kill();
        lab.server().kill();
        Waiting.pause(outage);
        lab.worker().start();
        lab.server().restart();
        lab.worker().awaitWorking();
      }
    }
  }

  // --- What must hold

  private List<String> problems(String id, int requests, int kills) {
    List<String> problems = new ArrayList<>();
    List<String> lines = lab.lines(id);
    if (!lines.equals(expected)) {
      problems.add("lines differ: %s instead of %s".formatted(lines, expected));
    }
    if (requests > Coding.TWELVE.turns() + kills) {
      problems.add(
          "%d requests for %d turns and %d kills"
              .formatted(requests, Coding.TWELVE.turns(), kills));
    }
    problems.addAll(order(lab.entries(id)));
    lab.transcript().entries().verify(id).ifPresent(problems::add);
    return problems;
  }

  private static List<String> order(List<Entry> entries) {
    List<String> problems = new ArrayList<>();
    Set<String> intents = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.seq() != i) {
        problems.add("entry %d stands at place %d".formatted(entry.seq(), i));
      }
      if (!intents.add(entry.head().intent().key())) {
        problems.add("%s happened twice".formatted(entry.head().intent()));
      }
    }
    return problems;
  }
}
