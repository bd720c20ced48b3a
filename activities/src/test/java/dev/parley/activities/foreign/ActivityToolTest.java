package dev.parley.activities.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import dev.parley.workflows.Payloads;
import dev.parley.workflows.ToolCallRun;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool that is an activity of other workers. */
@Timeout(60)
class ActivityToolTest {

  private static final String OURS = "parley";
  private static final String THEIRS = "their-tools";
  private static final ToolContext CONTEXT =
      new ToolContext("chat-1", "chat-1/main/turn/1/anna/1/tool/1", "anna");

  private final TestWorkflowEnvironment temporal;
  private final Scores scores = new Scores();

  ActivityToolTest() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    temporal.newWorker(OURS).registerWorkflowImplementationTypes(ToolCallRun.class);
    temporal.newWorker(THEIRS).registerActivitiesImplementations(scores);
    temporal.start();
  }

  @AfterEach
  void close() {
    scores.go.countDown();
    temporal.close();
  }

  /** What the others have. */
  @ActivityInterface
  public interface Scoring {

    /** Scores a customer. */
    @ActivityMethod(name = "score_customer")
    Map<String, Object> score(Map<String, Object> customer);

    /** Returns a text. */
    @ActivityMethod(name = "greet")
    String greet(Map<String, Object> customer);

    /** Returns nothing. */
    @ActivityMethod(name = "forget")
    void forget(Map<String, Object> customer);

    /** Fails. */
    @ActivityMethod(name = "fail")
    String fail(Map<String, Object> customer);

    /** Takes its time. */
    @ActivityMethod(name = "wait")
    String waiting(Map<String, Object> customer) throws InterruptedException;
  }

  private static final class Scores implements Scoring {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);

    private void called() {
      keys.add(Activity.getExecutionContext().getInfo().getWorkflowId());
    }

    @Override
    public Map<String, Object> score(Map<String, Object> customer) {
      called();
      return Map.of("score", new BigDecimal("7.50"));
    }

    @Override
    public String greet(Map<String, Object> customer) {
      called();
      return "Hello, " + customer.get("id") + "!";
    }

    @Override
    public void forget(Map<String, Object> customer) {
      called();
    }

    @Override
    public String fail(Map<String, Object> customer) {
      called();
      throw ApplicationFailure.newFailure("no such customer", "NoCustomer");
    }

    @Override
    public String waiting(Map<String, Object> customer) throws InterruptedException {
      called();
      go.await();
      return "late";
    }
  }

  private ActivityTool tool(String activity, ToolEffect effect, Duration timeout, String queue) {
    return new ActivityTool(
        "score",
        new ActivityTool.Definition(
            activity,
            queue,
            effect,
            "Scores a customer.",
            "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}",
            timeout),
        temporal.getWorkflowClient(),
        OURS);
  }

  private ActivityTool tool(String activity, ToolEffect effect) {
    return tool(activity, effect, Duration.ofSeconds(30), THEIRS);
  }

  private String call(ActivityTool tool) throws Exception {
    return tool.call("{\"id\":17}", CONTEXT);
  }

  @Test
  void anActivityIsCalledWithTheArgumentsAndItsWorkflowIsNamedByTheKey() throws Exception {
    assertThat(call(tool("score_customer", ToolEffect.READ))).isEqualTo("{\"score\":7.50}");

    assertThat(scores.keys).containsExactly(CONTEXT.key());
  }

  @Test
  void aTextIsTheResultAsItIsAndNothingIsDone() throws Exception {
    assertThat(call(tool("greet", ToolEffect.READ))).isEqualTo("Hello, 17!");
    assertThat(
            tool("forget", ToolEffect.ONCE)
                .call("{}", new ToolContext("chat-1", "chat-1/main/other", "anna")))
        .isEqualTo("done");
  }

  @Test
  void aSecondAttemptFindsWhatTheFirstOneCameTo() throws Exception {
    ActivityTool tool = tool("greet", ToolEffect.ONCE);

    assertThat(call(tool)).isEqualTo(call(tool)).isEqualTo("Hello, 17!");

    assertThat(scores.keys).hasSize(1);
  }

  @Test
  void aSecondAttemptJoinsTheFirstOneThatStillRuns() throws Exception {
    ActivityTool tool = tool("wait", ToolEffect.ONCE);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> unchecked(tool));
    await().until(() -> scores.keys.size() == 1);
    CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> unchecked(tool));

    scores.go.countDown();

    assertThat(first.get()).isEqualTo(second.get()).isEqualTo("late");
    assertThat(scores.keys).hasSize(1);
  }

  private String unchecked(ActivityTool tool) {
    try {
      return call(tool);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatMustHappenOnceIsAttemptedOnceAndSaysWhyItFailed() {
    assertThatThrownBy(() -> call(tool("fail", ToolEffect.ONCE)))
        .isInstanceOf(Ends.Failed.class)
        .hasMessage("no such customer");

    assertThat(scores.keys).hasSize(1);
  }

  @Test
  void whatMayBeRepeatedIsAttemptedAgain() {
    assertThatThrownBy(() -> call(tool("fail", ToolEffect.IDEMPOTENT)))
        .hasMessage("no such customer");

    assertThat(scores.keys).hasSize(5).containsOnly(CONTEXT.key());
  }

  @Test
  void whatDoesNotAnswerInTimeHasAnUnknownOutcome() {
    assertThatThrownBy(() -> call(tool("wait", ToolEffect.ONCE, Duration.ofSeconds(1), THEIRS)))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("no answer in time");
  }

  @Test
  void whatNoWorkerTakesHasNotHappened() {
    assertThatThrownBy(() -> call(tool("greet", ToolEffect.ONCE, Duration.ofSeconds(2), "nobody")))
        .isInstanceOf(Ends.Failed.class)
        .hasMessageContaining("no worker took the activity greet from the task queue nobody");
  }

  @Test
  void anInterruptCancelsTheCall() {
    ActivityTool tool = tool("wait", ToolEffect.ONCE);
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    end.complete(new AssertionError(call(tool)));
                  } catch (Exception e) {
                    end.complete(e);
                  }
                });
    await().until(() -> scores.keys.size() == 1);

    caller.interrupt();

    assertThat(end.join()).isInstanceOf(InterruptedException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        temporal
                            .getWorkflowClient()
                            .newUntypedWorkflowStub(CONTEXT.key())
                            .describe()
                            .getStatus())
                    .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED));
  }

  @Test
  void argumentsAreCheckedBeforeTheyAreInAHistory() {
    ActivityTool tool = tool("greet", ToolEffect.READ);

    assertThat(tool.problem("{\"id\":17}")).isEmpty();
    assertThat(tool.problem("{\"id\":\"x\"}").orElseThrow()).contains("$.id");
    assertThat(tool.problem("{\"text\":\"%s\"}".formatted("x".repeat(70_000))).orElseThrow())
        .contains("at most 65536");
  }
}
