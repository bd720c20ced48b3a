package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.client.Parley;
import dev.parley.client.ParleyException;
import dev.parley.client.Reconciler;
import dev.parley.transcript.ConversationStore.Branch;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What operators do to conversations by hand, on a real server, with a real worker process. */
class DisorderTest extends LabFixture.ForEachTest {

  @AutoClose private final Squares squares = new Squares(Duration.ofMillis(150));

  private List<Reconciler.Found> look() {
    try (Parley parley = lab.client()) {
      return parley.reconcile(Duration.ZERO);
    }
  }

  // --- Terminate and Reset

  @Test
  void aTerminatedConversationHasEndedAndTakesWordsAgain() {
    squares.start(lab, "one");
    lab.awaitEntries("one", 3);
    lab.stub("one").terminate("by hand");
    look();

    Standing standing = lab.standing("one");
    assertThat(standing.state()).isEqualTo(State.FINISHED);
    assertThat(standing.end()).satisfies(end -> assertThat(end.reason()).isEqualTo("terminated"));
    assertThat(lab.entries("one").getLast().head().event()).isEqualTo(Event.ENDED);

    lab.sayAgain("one", "m1", "Go on.");
    lab.awaitEnd("one", PATIENCE);
    assertThat(lab.standing("one").end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
    assertThat(lab.transcript().entries().verify("one")).isEmpty();
  }

  private List<HistoryEvent> decided(String id) {
    return lab.histories(id).getFirst().events().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .toList();
  }

  private void reset(String id, HistoryEvent to) {
    var unused =
        lab.stubs()
            .blockingStub()
            .resetWorkflowExecution(
                ResetWorkflowExecutionRequest.newBuilder()
                    .setNamespace(Lab.NAMESPACE)
                    .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                    .setReason("by hand")
                    .setRequestId(UUID.randomUUID().toString())
                    .setWorkflowTaskFinishEventId(to.getEventId())
                    .build());
  }

  @Test
  void aResetInTheMiddleGoesOnFromThereAndKeepsTheRestAsABranch() {
    squares.start(lab, "two");
    lab.awaitEntries("two", 7);
    List<HistoryEvent> tasks = decided("two");
    reset("two", tasks.get(tasks.size() / 2));
    squares.awaitWhole(lab, "two");
    assertThat(lab.transcript().conversations().branches("two"))
        .singleElement()
        .satisfies(branch -> assertThat(branch.from()).isBetween(1, 7));
  }

  @Test
  void aResetToTheFirstTaskBeginsAgainWithTheTask() {
    squares.start(lab, "three");
    squares.awaitWhole(lab, "three");
    lab.awaitClosed("three");
    List<Entry> before = lab.entries("three");
    int requests = squares.paid();
    reset("three", decided("three").getFirst());
    Waiting.until("a branch", PATIENCE, () -> branches("three") == 1);
    squares.awaitWhole(lab, "three");
    assertThat(lab.entries("three").getFirst()).isEqualTo(before.getFirst());
    assertThat(squares.paid()).isEqualTo(2 * requests);
    assertThat(lab.transcript().conversations().branches("three"))
        .extracting(Branch::from, Branch::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(1, 11));
  }

  private int branches(String id) {
    return lab.transcript().conversations().branches(id).size();
  }

  // --- Lost

  @Test
  void afterTheServersFileIsGoneEveryConversationGoesOnFromItsEntries() throws Exception {
    squares.start(lab, "four");
    squares.start(lab, "five");
    lab.awaitEntries("four", 4);
    lab.awaitEntries("five", 3);
    lab.worker().kill();
    lab.server().kill();
    for (Path file : lab.server().files()) {
      Files.deleteIfExists(file);
    }
    lab.server().restart();
    lab.server().awaitReady();
    int paid = squares.paid();
    int kept = lab.entries("four").size() + lab.entries("five").size();

    try (Parley parley = lab.client()) {
      assertThat(parley.reconcile(Duration.ZERO))
          .extracting(Reconciler.Found::conversation)
          .containsExactlyInAnyOrder("four", "five");
      assertThat(lab.standing("four").state()).isEqualTo(State.LOST);
      assertThat(lab.standing("four").cause()).contains("./parley recover four");
      for (String id : List.of("four", "five")) {
        assertThat(parley.find(id).recover().state()).isEqualTo(State.LOST);
      }
      lab.worker().start();
      squares.awaitWhole(lab, "four");
      squares.awaitWhole(lab, "five");
      assertThat(squares.paid() - paid).isLessThanOrEqualTo(24 - kept + 2);
      assertThatThrownBy(() -> parley.find("four").recover())
          .isInstanceOf(ParleyException.Refused.class)
          .hasMessageContaining("is over");
    }
  }

  @Test
  void whatTemporalRunsIsNotRecovered() {
    squares.start(lab, "six");
    try (Parley parley = lab.client()) {
      assertThatThrownBy(() -> parley.find("six").recover())
          .isInstanceOf(ParleyException.Refused.class)
          .hasMessageContaining("nothing is wrong with six");
    }
    squares.awaitWhole(lab, "six");
  }

  @Test
  void aRunWhoseTaskFailsAgainAndAgainIsStuckWithItsCauseAndIsRecovered() {
    lab.worker().kill();
    WorkerFactory broken = brokenWorker();
    squares.start(lab, "eleven");
    Waiting.until(
        "eleven is stuck",
        PATIENCE,
        () -> {
          look();
          return lab.standing("eleven").state() == State.STUCK;
        });
    assertThat(lab.standing("eleven").cause())
        .contains("its workflow task failed")
        .contains("a defect")
        .contains("./parley recover eleven");
    broken.shutdownNow();
    lab.worker().start();

    try (Parley parley = lab.client()) {
      assertThat(parley.find("eleven").recover().state()).isEqualTo(State.STUCK);
    }
    squares.awaitWhole(lab, "eleven");
  }

  /** A build with a defect: it throws wherever a conversation is to be decided. */
  private WorkerFactory brokenWorker() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(lab.server().address()).build());
    WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    factory.newWorker(Lab.QUEUE).registerWorkflowImplementationTypes(Broken.class);
    factory.start();
    return factory;
  }

  /** Decides nothing. */
  public static final class Broken implements DynamicWorkflow {
    @Override
    public Object execute(EncodedValues input) {
      throw new IllegalStateException("a defect");
    }
  }

  @Test
  void anOlderHistoryTakesOverWhatTheTranscriptHolds() throws Exception {
    squares.start(lab, "twelve");
    lab.awaitEntries("twelve", 3);
    lab.server().kill();
    Path older = Files.createDirectories(lab.folder().resolve("older"));
    copy(lab.server().files(), older);
    lab.server().restart();
    lab.awaitEntries("twelve", 8);
    lab.worker().kill();
    lab.server().kill();
    int paid = squares.paid();
    int kept = lab.entries("twelve").size();
    for (Path file : lab.server().files()) {
      Files.deleteIfExists(file);
    }
    copy(
        lab.server().files().stream().map(file -> older.resolve(name(file))).toList(),
        lab.folder());
    lab.server().restart();
    lab.worker().start();
    squares.awaitWhole(lab, "twelve");
    assertThat(squares.paid() - paid).isLessThanOrEqualTo((12 - kept) / 2 + 2);
  }

  private static void copy(List<Path> files, Path to) throws IOException {
    for (Path file : files) {
      if (Files.exists(file)) {
        Files.copy(file, to.resolve(name(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
