package dev.parley.worker;

import static dev.parley.worker.House.python;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Executor;
import dev.parley.agents.Kind;
import dev.parley.agents.ScriptedReply;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.workflows.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first complete use of the product: a team repairs its program, on a real server. */
@Timeout(120)
class CodingConversationTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Executor.Type.class)
  void aTeamRepairsItsProgramInEachSandbox(Executor.Type type) {
    Sandbox.require(type);
    try (House house = House.in(folder)) {
      house.publish(
          House.coding(
              "coding",
              Executor.DEFAULT.in(type),
              ScriptedReply.say(python("print({'region': 412}['Region'])")),
              ScriptedReply.when("KeyError", python("print({'region': 412}['region'])")),
              ScriptedReply.when("412", "North averages 412. TERMINATE")));
      try (RunningWorker worker = house.worker()) {
        assertThat(worker.isWorking()).isTrue();
        Outcome outcome = House.result(house.start("coding-1", "coding", "Average the amounts."));

        assertThat(outcome.end().reason()).isEqualTo("textMention");
        assertThat(outcome.answer()).isNotNull();
      }
      assertThat(house.entries("coding-1"))
          .extracting(Entry::author)
          .containsExactly("user", "coder", "runner", "coder", "runner", "coder");
      assertThat(house.entries("coding-1").get(2).text())
          .startsWith("exitcode: 1 (execution failed)")
          .contains("KeyError");
      assertThat(house.entries("coding-1").get(4).text()).contains("exitcode: 0", "412");
      assertThat(house.entries("coding-1").get(4).kind()).isEqualTo(Kind.CODE_RESULT);
      var standing = house.transcript().conversations().standing("coding-1");
      assertThat(standing.state()).isEqualTo(State.FINISHED);
      assertThat(standing.modelCalls()).isEqualTo(3);
      assertThat(standing.codeRuns()).isEqualTo(2);
      assertThat(standing.restarts()).isZero();
      assertThat(house.transcript().entries().verify("coding-1")).isEmpty();
    }
  }
}
