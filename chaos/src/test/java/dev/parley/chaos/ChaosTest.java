package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations to which everything happens at random. The seeds are fresh in each build; {@code
 * -Dparley.seeds=1,2,3} chooses them.
 */
class ChaosTest {

  private static final int LARGEST = 1_000_000_000;

  /** Short, because builds are to be short; the command stops processes for up to 15 s. */
  private static final Duration FREEZE = Duration.ofSeconds(3);

  private static ChaosRun.Setup setup(Agent.Lane lane) {
    return new ChaosRun.Setup(EnumSet.allOf(Disturbance.class), FREEZE, lane);
  }

  /** Half of the seeds are played in the other lane. */
  private static Agent.Lane lane(long seed) {
    return seed % 2 == 0 ? Agent.Lane.ACTIVITY : Agent.Lane.AUTO;
  }

  @Nested
  class OnSqlite extends OnAStore {
    OnSqlite() {
      super(4);
    }

    @Override
    Arena arena(Path temporal, Path folder) {
      return Arena.sqlite(temporal, folder);
    }
  }

  @Nested
  class OnPostgres extends OnAStore {
    OnPostgres() {
      super(2);
    }

    @Override
    Arena arena(Path temporal, Path folder) {
      return Arena.postgres(temporal, folder, Parts.requirePostgres());
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnAStore {

    private final int runs;

    @SuppressWarnings("NullAway.Init")
    private Arena arena;

    @SuppressWarnings("NullAway.Init")
    private ChaosRun chaos;

    OnAStore(int runs) {
      this.runs = runs;
    }

    abstract Arena arena(Path temporal, Path folder);

    @BeforeAll
    void open(@TempDir Path folder) {
      arena = arena(Parts.requireTemporal(), folder);
      chaos = ChaosRun.in(arena, setup(Agent.Lane.ACTIVITY));
      assertThat(chaos.expected()).hasSize(24);
    }

    @AfterAll
    void close() {
      if (arena != null) {
        arena.close();
      }
    }

    LongStream seeds() {
      String chosen = System.getProperty("parley.seeds", "");
      return chosen.isEmpty()
          ? new Random().longs(runs, 1, LARGEST)
          : Arrays.stream(chosen.split(",", -1)).mapToLong(Long::parseLong);
    }

    @Test
    void wordsThatAreLostCallsThatArePaidTwiceAndOtherLinesAreNoticed() {
      Plan peace = Plan.of(1, new Plan.Scope(EnumSet.of(Disturbance.RESETS), Set.of(), FREEZE));
      List<String> other = new ArrayList<>(chaos.expected());
      Collections.reverse(other);

      assertThat(undisturbed(peace, 12, chaos.expected()).broken(List.of())).isEmpty();
      assertThat(undisturbed(peace, 13, other).broken(List.of("nobody heard this")))
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).isEqualTo("\"nobody heard this\" is lost"),
              one -> assertThat(one).isEqualTo("13 requests for 12 replies and 0 losses"),
              one -> assertThat(one).startsWith("lines differ: [user: "));
    }

    private Invariants undisturbed(Plan plan, int requests, List<String> expected) {
      return new Invariants(arena.lab().transcript(), "undisturbed", plan, 0, requests, expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsDoneToAConversationNothingIsLostAndNothingIsPaidTwice(long seed) {
      ChaosRun run = new ChaosRun(arena, setup(lane(seed)), chaos.expected());
      ChaosRun.Report report = run.run(seed);

      System.out.println("chaos, lane %s, %s".formatted(lane(seed), ChaosTable.shown(report)));
      assertThat(report.problems())
          .as(
              "%s; again: mvn -pl chaos test -Dtest='ChaosTest*' -Dparley.seeds=%d",
              ChaosTable.shown(report), seed)
          .isEmpty();
    }
  }
}
