package dev.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Context;
import dev.parley.benchmarks.ContextCost.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of docs/benchmarks.md about context. */
class ContextCostTest {

  @Test
  void aSummaryCostsASixthOfEverythingAndMostOfItIsCached() {
    Cost all = ContextCost.of(List.of());
    Cost summed = ContextCost.of(List.of(new Context.Summarizing("cheap", 10_000, 10)));

    assertThat(all).isEqualTo(new Cost(18_286_225, all.again(), 0));
    assertThat(summed).isEqualTo(new Cost(2_945_374, summed.again(), 55));
    assertThat(share(summed)).isBetween(0.66, 0.68);
  }

  @Test
  void whatIsLeftOutInStepsIsCached() {
    Cost buffered = ContextCost.of(List.of(new Context.Buffered(40)));
    Cost limited = ContextCost.of(List.of(new Context.TokenLimited(10_000)));

    assertThat(buffered.sent()).isEqualTo(3_134_516);
    assertThat(limited.sent()).isEqualTo(3_323_415);
    assertThat(share(buffered)).isBetween(0.53, 0.55);
    assertThat(share(limited)).isBetween(0.57, 0.59);
  }

  private static double share(Cost cost) {
    return (double) cost.again() / cost.sent();
  }
}
