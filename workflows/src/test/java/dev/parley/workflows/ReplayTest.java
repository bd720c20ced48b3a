package dev.parley.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations that run now are replayed by the workers of the next version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {

  /** Every kind of conversation there is. */
  private static final List<String> KINDS =
      List.of(
          "cancel",
          "coding",
          "continued-as-new",
          "failed",
          "human",
          "interrupt-and-say",
          "pause-and-resume",
          "refused",
          "say-after-end",
          "server-restart",
          "stop",
          "summary",
          "worker-restart");

  @SuppressWarnings("NullAway.Init")
  private TestWorkflowEnvironment environment;

  @SuppressWarnings("NullAway.Init")
  private Worker worker;

  @BeforeAll
  void open() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    worker = environment.newWorker("replay");
    worker.registerWorkflowImplementationTypes(ConversationRun.class, ToolCallRun.class);
  }

  @AfterAll
  void close() {
    environment.close();
  }

  static Stream<Path> files() {
    return GoldenHistories.files().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aRecordedRunIsReplayed(Path file) throws Exception {
    worker.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(GoldenHistories.text(file)));
  }

  @Test
  void aRunInWhichAnotherEffectHappenedIsNotReplayed() {
    String other =
        GoldenHistories.read("coding.1.json").toJson(false).replace("execute_code", "summarize");

    assertThatThrownBy(
            () -> worker.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(other)))
        .hasStackTraceContaining("NonDeterministicException");
  }

  @Test
  void everyKindOfConversationIsRecorded() {
    assertThat(files().map(file -> String.valueOf(file.getFileName())))
        .containsAll(
            KINDS.stream()
                .flatMap(kind -> Stream.of(kind + ".1.json", "auto-" + kind + ".1.json"))
                .toList());
    assertThat(files().map(file -> String.valueOf(file.getFileName())))
        .contains("continued-as-new.2.json", "say-after-end.2.json")
        .contains("auto-continued-as-new.2.json", "auto-say-after-end.2.json");
  }

  @Test
  void aConversationContinuedAsNewEndsLikeOneInASingleRun() {
    assertThat(outcome("continued-as-new.3.json")).isEqualTo(outcome("coding.1.json"));
    assertThat(outcome("server-restart.1.json")).isEqualTo(outcome("coding.1.json"));
    assertThat(outcome("worker-restart.1.json")).isEqualTo(outcome("coding.1.json"));
  }

  @Test
  void aConversationEndsTheSameInBothLanes() {
    assertThat(outcome("auto-coding.1.json")).isEqualTo(outcome("coding.1.json"));
    assertThat(outcome("auto-continued-as-new.3.json")).isEqualTo(outcome("coding.1.json"));
    assertThat(outcome("auto-summary.1.json")).isEqualTo(outcome("summary.1.json"));
  }

  /** The end and the place of the answer: conversation and digests differ. */
  private static List<Object> outcome(String file) {
    var result =
        GoldenHistories.read(file)
            .getLastEvent()
            .getWorkflowExecutionCompletedEventAttributes()
            .getResult()
            .getPayloads(0);
    Outcome outcome = Payloads.converter().fromPayload(result, Outcome.class, Outcome.class);
    return List.of(
        Objects.requireNonNull(outcome).end(), Objects.requireNonNull(outcome.answer()).seq());
  }
}
