package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People decide about tools while worker and server are killed and stopped at every step of that.
 * The seeds are fresh in each build; {@code -Dparley.seeds=1,2,3} chooses them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionsTest {

  private static final int RUNS = 5;
  private static final int BLOWS = 2;
  private static final int LARGEST = 1_000_000_000;

  /** Short, because builds are to be short; the command stops processes for up to 15 s. */
  private static final Duration FREEZE = Duration.ofSeconds(2);

  @SuppressWarnings("NullAway.Init")
  private Arena arena;

  @BeforeAll
  void open(@TempDir Path folder) {
    arena = Arena.sqlite(Parts.requireTemporal(), folder);
  }

  @AfterAll
  void close() {
    if (arena != null) {
      arena.close();
    }
  }

  /** Half of the seeds are played in the other lane. */
  private DecisionRun in(long seed) {
    Agent.Lane lane = seed % 2 == 0 ? Agent.Lane.ACTIVITY : Agent.Lane.AUTO;
    return new DecisionRun(arena, new DecisionRun.Setup(FREEZE, BLOWS, lane));
  }

  static LongStream seeds() {
    String chosen = System.getProperty("parley.seeds", "");
    return chosen.isEmpty()
        ? new Random().longs(RUNS, 1, LARGEST)
        : Arrays.stream(chosen.split(",", -1)).mapToLong(Long::parseLong);
  }

  @Test
  void wherePeopleAreNotDisturbedNobodyIsAskedAboutAnEffectInDoubt() {
    DecisionRun.Report report = in(2).undisturbed(2);

    assertThat(report.problems()).as(DecisionRun.shown(report)).isEmpty();
    assertThat(report.done()).isEmpty();
    assertThat(report.asked()).isPositive();
    assertThat(report.doubts()).isZero();
    assertThat(report.effects()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsKilledAnEffectHappensOnceOrAPersonIsAsked(long seed) {
    DecisionRun.Report report = in(seed).run(seed);

    System.out.println("decisions, " + DecisionRun.shown(report));
    assertThat(report.problems())
        .as(
            "%s; again: mvn -pl chaos test -Dtest=DecisionsTest -Dparley.seeds=%d",
            DecisionRun.shown(report), seed)
        .isEmpty();
  }
}
