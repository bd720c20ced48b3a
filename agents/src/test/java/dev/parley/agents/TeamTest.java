package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A team as a Java program writes it. */
class TeamTest {

  @Test
  void aRoundRobinIsTheBlueprintThatAFileGives() {
    Condition end = Condition.textMention("TERMINATE").or(Condition.maxMessages(30));
    Agent coder = Agent.assistant("coder").model("writer").system("You solve tasks.");
    Agent runner = Agent.codeExecutor("runner").docker();

    Blueprint blueprint =
        Team.roundRobin("coding")
            .model("writer", ModelSpec.parse("openai:gpt-4o"))
            .agent(coder)
            .agent(runner)
            .until(end)
            .maxTurns(9)
            .budget(50, new BigDecimal("2.00"))
            .blueprint();

    assertThat(blueprint.name()).isEqualTo("coding");
    assertThat(blueprint.format()).isEqualTo(1);
    assertThat(blueprint.models()).containsOnlyKeys("writer");
    assertThat(blueprint.agents()).containsExactly(coder, runner);
    assertThat(blueprint.team())
        .isEqualTo(new Pattern.RoundRobinGroupChat(List.of("coder", "runner"), 9, end));
    assertThat(blueprint.budget()).isEqualTo(new Budget(50, null, new BigDecimal("2.00")));
  }

  @Test
  void ofTwoAgentsTheFirstIsTheInitiator() {
    Summary summary = new Summary.Reflection("Sum up.");
    Blueprint blueprint = Cast.pair(Cast.model("asker")).maxTurns(3).summary(summary).blueprint();

    assertThat(blueprint.team())
        .isEqualTo(new Pattern.TwoAgentChat("asker", "helper", 3, null, summary));
    assertThat(blueprint.team().participants()).containsExactly("asker", "helper");
  }

  @Test
  void eachMethodReturnsAnotherTeam() {
    Team one = Team.roundRobin("t").agent(Cast.model("a"));
    Team two = one.agent(Cast.model("b")).maxTurns(1);

    assertThat(one.blueprint().agents()).hasSize(1);
    assertThat(one.blueprint().team().maxTurns()).isNull();
    assertThat(two.blueprint().agents()).hasSize(2);
  }

  @Test
  void aTwoAgentChatHasTwoAgents() {
    Team three = Cast.pair(Cast.model("a")).agent(Cast.model("b"));

    assertThatThrownBy(three::blueprint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("team: a two-agent chat has 2 agents, this one has 3");
  }

  @Test
  void anEmptyTeamIsNone() {
    assertThatThrownBy(Team.roundRobin("t")::blueprint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("participants: the team is empty");
  }

  @Test
  void oneThatNothingEndsGetsTheLimitOfATeamFile() {
    Condition limit = Condition.maxMessages(50);
    Agent asked = Cast.proxy(Human.ALWAYS);

    assertThat(Cast.round("a", "b").blueprint().team().termination()).isEqualTo(limit);
    assertThat(Cast.pair(Cast.proxy(Human.TERMINATE)).blueprint().team().termination())
        .isEqualTo(limit);
    for (Team ends :
        List.of(
            Cast.round("a").maxTurns(1),
            Cast.pair(asked),
            Cast.pair(Cast.proxy(Human.NEVER).maxConsecutiveAutoReply(0)),
            Cast.pair(Cast.proxy(Human.NEVER).termination(Cast.TERMINATE)))) {
      assertThat(ends.blueprint().team().termination()).isNull();
    }
  }

  @Test
  void onlyTwoAgentsHaveASummary() {
    Team round = Cast.round("a").summary(new Summary.LastMessage());

    assertThatThrownBy(round::blueprint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("team.summary: only a two-agent chat has one");
  }

  @Test
  void aNumberOfTurnsIsPositive() {
    assertThatThrownBy(Cast.round("a").maxTurns(0)::blueprint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTurns: must be at least 1, is 0");
    assertThatThrownBy(Cast.pair(Cast.model("a")).maxTurns(-1)::blueprint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTurns: must be at least 1, is -1");
  }

  @Test
  void namesAreChecked() {
    assertThatThrownBy(() -> Team.roundRobin("my team"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name: \"my team\" is no name");
    Team team = Team.roundRobin("t");
    assertThatThrownBy(() -> team.model("a b", ModelSpec.parse("a:b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("models: \"a b\" is no name");
  }
}
