package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ToolEffect;
import dev.parley.chaos.DecisionPlan.Moment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is done in decision runs. */
class DecisionPlanTest {

  private static List<DecisionPlan> plans(Set<Target> targets) {
    var scope = new DecisionPlan.Scope(targets, Duration.ofSeconds(15), 3);
    return LongStream.rangeClosed(1, 500).mapToObj(seed -> DecisionPlan.of(seed, scope)).toList();
  }

  @Test
  void aSeedAlwaysGivesTheSamePlan() {
    assertThat(plans(EnumSet.allOf(Target.class))).isEqualTo(plans(EnumSet.allOf(Target.class)));
    assertThat(Set.copyOf(plans(EnumSet.allOf(Target.class)))).hasSizeGreaterThan(400);
  }

  @Test
  void everyEffectIsAskedForAndEveryStepIsStruck() {
    Set<ToolEffect> effects = EnumSet.noneOf(ToolEffect.class);
    Set<Moment> moments = EnumSet.noneOf(Moment.class);
    Set<Object> blows = new HashSet<>();
    Set<Integer> votes = new HashSet<>();
    for (DecisionPlan plan : plans(EnumSet.of(Target.WORKER, Target.SERVER))) {
      assertThat(plan.strikes()).isNotEmpty();
      plan.strikes().forEach(strike -> moments.add(strike.moment()));
      plan.strikes().forEach(strike -> blows.add(strike.blow().getClass()));
      plan.calls().forEach(call -> effects.add(call.effect()));
      plan.calls().forEach(call -> votes.add(call.votes().size()));
    }
    assertThat(effects).containsExactly(ToolEffect.values());
    assertThat(moments).containsExactly(Moment.values());
    assertThat(blows).containsExactlyInAnyOrder(Blow.Kill.class, Blow.Freeze.class);
    assertThat(votes).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aBlowIsPlannedOnlyForAMomentThatComes() {
    for (DecisionPlan plan : plans(EnumSet.of(Target.WORKER))) {
      plan.strikes().stream()
          .filter(strike -> strike.moment() == Moment.CALLED)
          .map(strike -> plan.call(strike.call()))
          .forEach(
              call ->
                  assertThat(call.votes())
                      .allMatch(vote -> vote.choice().wire().matches("approve|edit")));
    }
    assertThat(plans(Set.of())).allMatch(plan -> plan.strikes().isEmpty());
  }
}
