package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is done in chaos runs. */
class PlanTest {

  private static final Plan.Scope ALL =
      new Plan.Scope(
          EnumSet.allOf(Disturbance.class), EnumSet.allOf(Target.class), Duration.ofSeconds(15));

  private static List<Plan> plans(Plan.Scope scope) {
    return LongStream.rangeClosed(1, 500).mapToObj(seed -> Plan.of(seed, scope)).toList();
  }

  @Test
  void aSeedAlwaysGivesTheSamePlan() {
    assertThat(plans(ALL)).isEqualTo(plans(ALL));
    assertThat(Set.copyOf(plans(ALL))).hasSizeGreaterThan(400);
  }

  @Test
  void everyDisturbanceHappensAloneAndTogetherWithOthersToEveryProcess() {
    Set<Object> alone = new HashSet<>();
    Set<Object> together = new HashSet<>();
    Set<Object> killed = new HashSet<>();
    Set<Object> frozen = new HashSet<>();
    for (Plan plan : plans(ALL)) {
      (plan.kinds().size() == 1 ? alone : together).addAll(plan.kinds());
      for (Blow blow : plan.blows()) {
        if (blow instanceof Blow.Kill kill) {
          killed.add(kill.targets());
        } else if (blow instanceof Blow.Freeze freeze) {
          frozen.add(freeze.targets());
          assertThat(freeze.millis()).isBetween(1_000, 15_000);
        }
      }
    }
    assertThat(alone).containsExactlyInAnyOrder((Object[]) Disturbance.values());
    assertThat(together).containsExactlyInAnyOrder((Object[]) Disturbance.values());
    assertThat(killed).hasSize(7);
    assertThat(frozen).hasSize(7);
  }

  @Test
  void whatIsNotAskedForIsNotDone() {
    Plan.Scope says =
        new Plan.Scope(
            EnumSet.of(Disturbance.SAYS), EnumSet.of(Target.SERVER), Duration.ofSeconds(1));
    assertThat(plans(says))
        .allSatisfy(
            plan -> {
              assertThat(plan.blows()).isEmpty();
              assertThat(plan.burst()).isNegative();
              assertThat(plan.says()).isNotEmpty();
              assertThat(plan.lastWords()).isNotEmpty();
            });
    assertThat(plans(says)).extracting(Plan::continueAfter).contains(0, 5);
  }
}
