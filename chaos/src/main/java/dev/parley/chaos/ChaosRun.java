package dev.parley.chaos;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Coding conversations that are disturbed. The seed gives what is done and when; what happens then
 * is up to the machine.
 *
 * @param arena where they run
 * @param setup what is done to which conversations
 * @param expected the lines of the same conversation when nobody disturbs it
 */
record ChaosRun(Arena arena, Setup setup, List<String> expected) {

  static final String TASK = "Sum up the squares of 1 to 11.";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** With those of the people. */
  private static final int MESSAGES = 1_000;

  /**
   * What is done to which conversations.
   *
   * @param kinds what is done to them
   * @param longestFreeze how long a process is stopped at most, shorter than a lease
   * @param lane how their effects are called
   */
  record Setup(Set<Disturbance> kinds, Duration longestFreeze, Agent.Lane lane) {}

  /**
   * What came of a run.
   *
   * @param kinds what was done, such as {@code kills+says}
   * @param done what was done to it, in order
   * @param said how many words of people were taken
   * @param effects replies of the model that are kept
   * @param losses blows by each of which a call may be paid for in vain
   * @param silence milliseconds of the longest gap between two entries
   * @param recoveries milliseconds from the end of each blow to the next entry
   * @param outcome how it stands
   * @param problems what is not as it must be; empty: it survived
   */
  record Report(
      long seed,
      String store,
      String kinds,
      List<String> done,
      int said,
      int requests,
      int effects,
      int losses,
      long silence,
      List<Long> recoveries,
      long millis,
      String outcome,
      List<String> problems) {

    boolean survived() {
      return problems.isEmpty();
    }
  }

  /** Runs in an arena, after one that nobody disturbs. */
  static ChaosRun in(Arena arena, Setup setup) {
    Lab lab = arena.lab();
    lab.start("undisturbed", team(arena, setup, "undisturbed"), TASK);
    lab.awaitEnd("undisturbed", PATIENCE);
    return new ChaosRun(arena, setup, lab.lines("undisturbed"));
  }

  private static Blueprint team(Arena arena, Setup setup, String id) {
    return Coding.team(arena.model().of(id), MESSAGES).withLane(setup.lane());
  }

  /** Runs one. */
  Report run(long seed) {
    String id = "chaos-" + seed;
    Plan plan =
        Plan.of(seed, new Plan.Scope(setup.kinds(), arena.targets(), setup.longestFreeze()));
    arena.hire(plan.continueAfter());
    Disturber disturber = new Disturber(arena, id, plan);
    disturber.prepare();
    Instant start = Instant.now();
    arena.lab().start(id, team(arena, setup, id), TASK);
    disturber.play();
    boolean ended = Waiting.holds(PATIENCE, () -> Disturber.steady(() -> settled(id)));
    disturber.rest();
    if (ended) {
      // Words that were on their way may have opened another round.
      boolean unused = Waiting.holds(PATIENCE, () -> Disturber.steady(() -> settled(id)));
    }
    return report(seed, plan, disturber, Duration.between(start, Instant.now()));
  }

  /** Over, and nothing is said to it any more. */
  private boolean settled(String id) {
    return arena.lab().ended(id) && arena.lab().transcript().mail().open(id).isEmpty();
  }

  private Report report(long seed, Plan plan, Disturber disturber, Duration whole) {
    People people = disturber.people();
    List<Disturber.Done> done = disturber.done();
    String id = "chaos-" + seed;
    int losses = (int) done.stream().filter(one -> one.blow().loses()).count();
    int requests = arena.model().count(id);
    var invariants = new Invariants(arena.lab().transcript(), id, plan, losses, requests, expected);
    List<String> problems = new ArrayList<>(people.defects());
    problems.addAll(disturber.defects());
    problems.addAll(Disturber.steady(() -> invariants.broken(people.taken())));
    List<Entry> entries = Disturber.steady(() -> arena.lab().entries(id));
    return new Report(
        seed,
        arena.store(),
        plan.name(),
        done.stream().map(one -> one.blow().shown()).toList(),
        people.taken().size(),
        requests,
        invariants.effects(entries),
        losses,
        silence(entries),
        recoveries(entries, done),
        whole.toMillis(),
        outcome(Disturber.steady(() -> arena.lab().standing(id))),
        List.copyOf(problems));
  }

  private static String outcome(Standing standing) {
    return standing.cause() == null
        ? standing.state().wire()
        : "%s: %s".formatted(standing.state().wire(), standing.cause());
  }

  private static long silence(List<Entry> entries) {
    return IntStream.range(1, entries.size())
        .mapToLong(i -> millis(entries.get(i - 1).at(), entries.get(i).at()))
        .max()
        .orElse(0);
  }

  private static List<Long> recoveries(List<Entry> entries, List<Disturber.Done> done) {
    return done.stream().map(one -> next(entries, one.over())).flatMap(Optional::stream).toList();
  }

  private static Optional<Long> next(List<Entry> entries, Instant since) {
    return entries.stream()
        .map(Entry::at)
        .filter(at -> at.isAfter(since))
        .min(Instant::compareTo)
        .map(at -> millis(since, at));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
