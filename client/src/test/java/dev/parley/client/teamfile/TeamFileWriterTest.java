package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Reply;
import dev.parley.agents.Team;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamFileWriterTest {

  private static final int SEEDS = 500;

  static Stream<Integer> seeds() {
    return IntStream.range(0, SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenIsReadAsTheSame(int seed) {
    Blueprint blueprint = new RandomBlueprints(new Random(seed)).blueprint();
    String written = TeamFileWriter.write(blueprint);
    Reading reading = TeamFile.read(written, "written.yaml");

    assertThat(reading.errors()).as(written).isEmpty();
    assertThat(reading.orThrow()).as(written).isEqualTo(blueprint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/a0-stock.yaml",
        "examples/a5-reflection.yaml",
        "examples/a5-optiguide.yaml",
        "examples/a6-blog.yaml",
        "examples/a7-payments.yaml",
        "examples/coding.yaml"
      })
  void theExamplesSurviveWritingAndReading(String name) {
    Blueprint blueprint = TeamFile.read(TestFiles.path(name)).orThrow();

    assertThat(TeamFile.read(TeamFileWriter.write(blueprint), "again.yaml").orThrow())
        .isEqualTo(blueprint);
  }

  @Test
  void theBuiltInTeamsSurviveWritingAndReading() {
    for (String name : TeamFiles.names()) {
      Blueprint blueprint = TeamFiles.builtin(name).orElseThrow().orThrow();

      assertThat(TeamFile.read(TeamFileWriter.write(blueprint), "again.yaml").orThrow())
          .isEqualTo(blueprint);
    }
  }

  @Test
  void aTeamOfTheBuilderIsWrittenForPeople() {
    Blueprint blueprint =
        Team.roundRobin("coding")
            .agent(
                Agent.assistant("coder")
                    .model("openai:gpt-4o")
                    .description("Writes.")
                    .system("You write.\nNothing else: ${X}.\n"))
            .agent(Agent.codeExecutor("runner").docker())
            .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
            .blueprint();

    assertThat(TeamFileWriter.write(blueprint))
        .isEqualTo(
            """
            name: coding
            agents:
              coder:
                type: AssistantAgent
                model: openai:gpt-4o
                description: Writes.
                system: |
                  You write.
                  Nothing else: $${X}.
              runner:
                type: CodeExecutorAgent
                executor: docker
            team:
              type: RoundRobinGroupChat
              participants: [coder, runner]
              termination:
                any:
                  - textMention: TERMINATE
                  - maxMessages: 30
            """);
  }

  @Test
  void whatAFileCannotSayIsRefused() {
    Team team = Team.roundRobin("t").until(Condition.timeout(Duration.ofNanos(1)));
    Agent backwards =
        new Agent(
            "a",
            Agent.Type.ConversableAgent,
            "",
            List.of(new Reply.Fixed("x"), new Reply.Custom("f")),
            null,
            null);

    assertThatThrownBy(() -> TeamFileWriter.write(team.agent(Agent.codeExecutor("a")).blueprint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole milliseconds");
    assertThatThrownBy(
            () -> TeamFileWriter.write(Team.roundRobin("t").agent(backwards).blueprint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("agents.a: a team file cannot say this agent");
  }
}
