package dev.parley.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is done to one conversation. It follows from the seed alone; what happens then is up to the
 * machine.
 *
 * @param kinds what kinds of disturbances there are
 * @param continueAfter turns after which a run continues as new, 0: only by its size
 * @param blows one after the other
 * @param says when people say something, in milliseconds from the start
 * @param lastWords when people say something in the last moments of a run
 * @param burst the coder's turn (from 0) during which 150 people speak, -1: none
 */
record Plan(
    Set<Disturbance> kinds,
    int continueAfter,
    List<Blow> blows,
    List<Integer> says,
    List<LastWord> lastWords,
    int burst) {

  private static final int LONGEST_PEACE = 900;
  private static final int LONGEST_OUTAGE = 600;
  private static final int FIRST_SECONDS = 3_500;

  /**
   * The coder's turns after which a run ends: two before a run of five turns continues as new, and
   * the last one.
   */
  private static final List<Integer> ENDING = List.of(2, 7, 11);

  private static final int SHORTEST_FREEZE = 1_000;

  /**
   * Words in the last moments of a run.
   *
   * @param turn the coder's turn, from 0
   * @param after milliseconds after the model was asked
   */
  record LastWord(int turn, int after) {}

  /**
   * What a plan chooses from.
   *
   * @param kinds alone, or some of them together
   * @param targets what can be killed and stopped
   * @param longestFreeze at least a second
   */
  record Scope(Set<Disturbance> kinds, Set<Target> targets, Duration longestFreeze) {}

  /** The plan of a seed. */
  static Plan of(long seed, Scope scope) {
    // Small seeds alone give the same first choices.
    return new Maker(new Random(seed * 0x9E3779B97F4A7C15L), scope).plan();
  }

  /** {@code kills}, or {@code kills+says}. */
  String name() {
    return kinds.stream().sorted().map(Disturbance::wire).collect(Collectors.joining("+"));
  }

  /** Whether people speak, or somebody has to. */
  boolean speaks() {
    return kinds.contains(Disturbance.SAYS)
        || kinds.contains(Disturbance.BURSTS)
        || kinds.contains(Disturbance.TERMINATES);
  }

  private record Maker(Random random, Scope scope) {

    Plan plan() {
      Set<Disturbance> kinds = kinds();
      boolean says = kinds.contains(Disturbance.SAYS);
      int continueAfter = random.nextInt(3) == 0 || (says && random.nextBoolean()) ? 5 : 0;
      return new Plan(
          kinds,
          continueAfter,
          blows(kinds),
          says ? some(4, () -> random.nextInt(FIRST_SECONDS)) : List.of(),
          says ? some(3, this::lastWord) : List.of(),
          kinds.contains(Disturbance.BURSTS) ? 1 + random.nextInt(8) : -1);
    }

    private Set<Disturbance> kinds() {
      List<Disturbance> all = new ArrayList<>(scope.kinds());
      Collections.sort(all);
      Collections.shuffle(all, random);
      boolean alone = random.nextBoolean();
      int count = alone || all.size() < 2 ? 1 : 2 + random.nextInt(all.size() - 1);
      return EnumSet.copyOf(all.subList(0, count));
    }

    private List<Blow> blows(Set<Disturbance> kinds) {
      List<Blow> all = new ArrayList<>();
      int most = kinds.size() == 1 ? 4 : 2;
      if (kinds.contains(Disturbance.KILLS)) {
        all.addAll(
            some(most, () -> new Blow.Kill(peace(), targets(), random.nextInt(LONGEST_OUTAGE))));
      }
      if (kinds.contains(Disturbance.FREEZES)) {
        all.addAll(some(most / 2, () -> new Blow.Freeze(peace(), targets(), freeze())));
      }
      if (kinds.contains(Disturbance.RESETS)) {
        all.addAll(some(2, () -> new Blow.Reset(peace(), random.nextDouble())));
      }
      if (kinds.contains(Disturbance.TERMINATES)) {
        all.add(new Blow.Terminate(peace(), random.nextBoolean()));
      }
      Collections.shuffle(all, random);
      return List.copyOf(all);
    }

    private int peace() {
      return random.nextInt(LONGEST_PEACE);
    }

    private int freeze() {
      int longest = (int) scope.longestFreeze().toMillis();
      return SHORTEST_FREEZE + random.nextInt(Math.max(1, longest - SHORTEST_FREEZE));
    }

    private Set<Target> targets() {
      List<Target> all = new ArrayList<>(scope.targets());
      Collections.sort(all);
      Collections.shuffle(all, random);
      int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(all.size());
      return EnumSet.copyOf(all.subList(0, count));
    }

    private LastWord lastWord() {
      int turn = ENDING.get(random.nextInt(ENDING.size()));
      return new LastWord(turn, 30 + random.nextInt(130));
    }

    private <T> List<T> some(int most, java.util.function.Supplier<T> one) {
      return IntStream.range(0, 1 + random.nextInt(most)).mapToObj(i -> one.get()).toList();
    }
  }
}
