package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents as a Java program writes them: presets of one ordered chain of ways to reply. */
class AgentTest {

  private static List<String> ways(Agent agent) {
    return agent.replies().stream().map(way -> way.getClass().getSimpleName()).toList();
  }

  @Test
  void theChainHasAutoGensOrderWhateverTheOrderOfTheCalls() {
    Agent agent =
        new Agent("all", Agent.Type.ConversableAgent, "", List.of(new Reply.Fixed("x")), null, null)
            .model("main")
            .docker()
            .with(new Reply.Custom("f"))
            .with(new Reply.AskHuman(Human.ALWAYS, List.of(), null));

    assertThat(ways(agent))
        .containsExactly("AskHuman", "Custom", "ExecuteCode", "CallModel", "Fixed");
  }

  @Test
  void aWayReplacesTheOneOfItsKind() {
    Agent agent = Agent.codeExecutor("runner").docker().docker();

    assertThat(agent.replies())
        .containsExactly(new Reply.ExecuteCode(Executor.DEFAULT.in(Executor.Type.DOCKER)));
  }

  @Test
  void theModelsSettingsAddUp() {
    Agent agent =
        Agent.assistant("a").system("You help.").model("m:n").context(new Context.Buffered(3));

    assertThat(agent.way(Reply.CallModel.class))
        .contains(new Reply.CallModel("m:n", "You help.", List.of(new Context.Buffered(3)), false));
  }

  @Test
  void thePresets() {
    assertThat(ways(Agent.assistant("a"))).containsExactly("CallModel");
    assertThat(ways(Agent.codeExecutor("a"))).containsExactly("ExecuteCode");
    assertThat(ways(Agent.userProxy("a", Human.ALWAYS))).containsExactly("AskHuman", "Fixed");
    assertThat(Agent.assistant("a").way(Reply.CallModel.class).orElseThrow().model())
        .isEqualTo(Team.DEFAULT_MODEL);
  }

  @Test
  void aCodeExecutorWithAModelRunsTheCodeItsModelWrites() {
    assertThat(
            Agent.codeExecutor("a")
                .model("m:n")
                .way(Reply.CallModel.class)
                .orElseThrow()
                .runsOwnCode())
        .isTrue();
    assertThat(Agent.assistant("a").docker().way(Reply.CallModel.class).orElseThrow().runsOwnCode())
        .isFalse();
  }

  @Test
  void whoIsAskedByDefaultIsTheStarter() {
    assertThat(new Reply.AskHuman(Human.ALWAYS, List.of(), null).who()).containsExactly("starter");
  }

  @Test
  void theDefaultReplyEndsNoTeamThatLooksForTerminate() {
    assertThat(Agent.DEFAULT_REPLY).doesNotContain("TERMINATE");
  }

  @Test
  void reservedNamesAreRefused() {
    for (String name : List.of("user", "end", "parley")) {
      assertThatThrownBy(() -> Agent.assistant(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("agents.%s: the name is reserved; call the agent something else", name);
    }
    assertThat(Agent.userProxy("user", Human.NEVER).name()).isEqualTo("user");
    assertThatThrownBy(() -> Agent.userProxy("end", Human.NEVER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAgentWithoutAWayToReplyIsNone() {
    assertThatThrownBy(() -> new Agent("a", Agent.Type.ConversableAgent, "", List.of(), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("agents.a: has no way to reply; give it a model");
  }

  @Test
  void aLimitOfRepliesIsNotNegative() {
    assertThatThrownBy(() -> Agent.assistant("a").maxConsecutiveAutoReply(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("agents.a.maxConsecutiveAutoReply: must not be negative, is -1");
  }

  @Test
  void theDefaultLaneIsNotWritten() {
    Agent agent = Agent.assistant("a");

    assertThat(agent.lane(Agent.Lane.ACTIVITY)).isEqualTo(agent);
    assertThat(agent.lane(Agent.Lane.AUTO).lane(Agent.Lane.ACTIVITY)).isEqualTo(agent);
    assertThat(Wire.write(agent)).doesNotContain("lane");
    assertThat(Wire.write(agent.lane(Agent.Lane.AUTO))).contains("\"lane\":\"AUTO\"");
  }

  @Test
  void theLaneIsKeptWhateverIsChangedAndIsPartOfTheSkeleton() {
    Agent agent =
        Agent.assistant("a")
            .lane(Agent.Lane.AUTO)
            .model("openai:gpt-4o")
            .docker()
            .description("d")
            .termination(Condition.textMention("x"))
            .maxConsecutiveAutoReply(3);
    Blueprint team = Team.roundRobin("t").agent(agent).maxTurns(1).blueprint();

    assertThat(Questions.skeleton(team).member("a").lane()).isEqualTo(Agent.Lane.AUTO);
    assertThat(Questions.skeleton(team.withLane(Agent.Lane.ACTIVITY)).member("a").lane()).isNull();
  }
}
