package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A budget is looked at before a model is called, over all rounds. */
class BudgetTest {

  private static Simulator chat(Budget budget) {
    Blueprint team =
        Team.roundRobin("round")
            .agent(Cast.model("coder"))
            .agent(Agent.codeExecutor("runner"))
            .until(Condition.maxMessages(6))
            .blueprint();
    Blueprint limited =
        new Blueprint(
            team.format(),
            team.name(),
            team.description(),
            team.models(),
            team.agents(),
            team.team(),
            budget);
    return new Simulator(limited, new Replies()).task("go");
  }

  private static void ends(Budget budget, int calls, @Nullable String by, String reason) {
    Simulator chat = chat(budget);
    assertThat(chat.end().reason()).isEqualTo(reason);
    assertThat(chat.end().by()).isEqualTo(by);
    assertThat(chat.state().tally().totalCalls()).isEqualTo(calls);
  }

  @Test
  void modelCallsAreLimitedAndCodeRunsAreNot() {
    Simulator chat = chat(new Budget(1, null, null));

    assertThat(chat.end()).isEqualTo(new Step.End("budget", -1, null, "coder"));
    assertThat(chat.trace()).containsExactly("call coder", "run runner -1", "end budget");
  }

  @Test
  void noCallsAtAll() {
    ends(new Budget(0, null, null), 0, "coder", "budget");
  }

  @Test
  void theLastAllowedCallIsMade() {
    ends(new Budget(null, 16L, null), 2, "coder", "budget");
    ends(new Budget(null, 15L, null), 1, "coder", "budget");
    ends(new Budget(null, null, new BigDecimal("0.011")), 2, "coder", "budget");
    ends(new Budget(null, null, new BigDecimal("0.01")), 1, "coder", "budget");
  }

  @Test
  void whatIsNotReachedEndsNothing() {
    ends(new Budget(3, 1_000L, BigDecimal.ONE), 3, "coder", "maxMessages");
    ends(Budget.NONE, 3, "coder", "maxMessages");
  }

  @Test
  void spendAddsUpOverRounds() {
    Simulator chat = chat(new Budget(1, null, null));
    chat.end();
    chat.again("and now?");

    assertThat(chat.end().reason()).isEqualTo("budget");
    assertThat(chat.state().tally().totalCalls()).isEqualTo(1);
  }

  @Test
  void aLimitOfTheWorkersEndsInTheSameWay() {
    Simulator chat = chat(Budget.NONE);
    chat.lose(Event.LIMIT);

    assertThat(chat.end()).isEqualTo(new Step.End("budget", -1, null, "coder"));
  }
}
