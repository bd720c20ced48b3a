package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The summary by reflection, which closes a two-agent chat. */
class SummaryTest {

  private static final Summary REFLECTION = new Summary.Reflection("Sum up.");

  private static Team pair() {
    return Cast.pair(Cast.model("asker")).maxTurns(1).summary(REFLECTION);
  }

  @Test
  void theRecipientsModelSumsUpOnceAfterTheEnd() {
    Simulator chat = Simulator.of(pair()).task("go");

    Step.End end = chat.end();

    assertThat(chat.trace()).containsExactly("call helper", "sum helper", "end maxTurns");
    assertThat(end).isEqualTo(new Step.End("maxTurns", -1, null, "helper"));
    assertThat(chat.next()).as("and not again").isEqualTo(end);
  }

  @Test
  void theInitiatorsModelSumsUpWhereTheRecipientHasNone() {
    Team team =
        Team.twoAgents("pair")
            .agent(Cast.model("asker"))
            .agent(Agent.codeExecutor("runner"))
            .maxTurns(1)
            .summary(REFLECTION);

    Simulator chat = Simulator.of(team).task("go");
    chat.end();

    assertThat(chat.trace()).containsExactly("run runner -1", "sum asker", "end maxTurns");
  }

  @Test
  void withoutAnyModelThereIsNone() {
    Team team =
        Team.twoAgents("pair")
            .agent(Cast.proxy(Human.NEVER))
            .agent(Agent.codeExecutor("runner"))
            .maxTurns(1)
            .summary(REFLECTION);

    Simulator chat = Simulator.of(team).task("go");
    chat.end();

    assertThat(chat.trace()).containsExactly("run runner -1", "end maxTurns");
  }

  @Test
  void theLastMessageNeedsNoModel() {
    Simulator chat = Simulator.of(pair().summary(new Summary.LastMessage())).task("go");
    chat.end();

    assertThat(chat.trace()).containsExactly("call helper", "end maxTurns");
  }

  @Test
  void anExitIsSummedUpToo() {
    Team team = Cast.pair(Cast.proxy(Human.ALWAYS)).summary(REFLECTION);
    Simulator chat = Simulator.of(team).task("go");
    chat.run();
    chat.say("exit");

    assertThat(chat.end()).isEqualTo(new Step.End("exit", -1, null, Simulator.PERSON));
    assertThat(chat.trace()).containsSubsequence("wait r1", "sum helper", "end exit");
  }

  @Test
  void eachRoundHasItsOwn() {
    Simulator chat = Simulator.of(pair()).task("go");
    chat.end();
    chat.again("more");
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "call helper",
            "sum helper",
            "end maxTurns",
            "call helper",
            "sum helper",
            "end maxTurns");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "LIMIT"})
  void afterAFailureThereIsNone(Event how) {
    Simulator chat = Simulator.of(pair()).task("go");
    chat.lose(how);

    assertThat(chat.end().reason()).isEqualTo(how == Event.FAILED ? "failed" : "budget");
    assertThat(chat.trace()).noneMatch(step -> step.startsWith("sum"));
  }

  @ParameterizedTest
  @EnumSource(names = {"STOP", "STOPPED"})
  void afterAStopThereIsNone(Event how) {
    Simulator chat = Simulator.of(pair().maxTurns(3)).task("go");
    chat.step();
    chat.command(how);

    assertThat(chat.end()).isEqualTo(new Step.End("stopped", -1, null, Simulator.PERSON));
    assertThat(chat.trace()).containsExactly("call helper", "end stopped");
  }

  @Test
  void whereTheBudgetIsSpentThereIsNone() {
    Simulator chat = Simulator.of(pair().budget(1, null)).task("go");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.trace()).containsExactly("call helper", "end maxTurns");
  }

  @Test
  void aCancelledSummaryIsGivenUp() {
    Simulator chat = Simulator.of(pair()).task("go");
    chat.step();
    chat.lose(Event.CANCELLED);
    chat.command(Event.INTERRUPTED);

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.speakers()).containsExactly("user", "helper");
  }

  @Test
  void aFailedSummaryIsAFailure() {
    Simulator chat = Simulator.of(pair()).task("go");
    chat.step();
    chat.lose(Event.FAILED);

    assertThat(chat.end()).isEqualTo(new Step.End("failed", -1, null, "helper"));
  }

  @Test
  void whatTheSummarySpendsDoesNotChangeTheReason() {
    BigDecimal two = Replies.COST.dollars().multiply(BigDecimal.TWO);
    Team team =
        Cast.pair(Cast.model("asker"))
            .summary(REFLECTION)
            .until(
                new Condition.Cost(two)
                    .or(Condition.timeout(Duration.ofMinutes(1)))
                    .or(Condition.textMention("DONE")));
    Simulator chat = Simulator.of(team, new Replies().of("helper", "DONE")).task("go");
    chat.step();
    chat.step();
    chat.elapse(60_000, 60_000);

    assertThat(chat.end()).isEqualTo(new Step.End("textMention", 2, null, "helper"));
    assertThat(chat.state().tally().cost().dollars()).isEqualByComparingTo(two);
  }
}
