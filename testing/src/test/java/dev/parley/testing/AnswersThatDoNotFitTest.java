package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Event;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers of people that are not as they must be: asked again, and not for ever. */
class AnswersThatDoNotFitTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();
  private static final InputCheck TWICE = new InputCheck(null, List.of("yes", "no"), null, 2);

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static Blueprint chat(@Nullable Then then) {
    Team team =
        Team.twoAgents("chat")
            .model(
                "main",
                ModelSpec.scripted(
                    "main",
                    List.of(ScriptedReply.say("Shall I?"), ScriptedReply.say("Hello. TERMINATE"))))
            .agent(
                Agent.userProxy("person", Human.ALWAYS)
                    .with(
                        new Reply.AskHuman(
                            Human.ALWAYS,
                            List.of("starter"),
                            then == null ? null : "patient",
                            TWICE)))
            .agent(Agent.assistant("helper"))
            .until(Condition.textMention("TERMINATE", "helper"));
    return (then == null ? team : team.policy("patient", policy(then))).blueprint();
  }

  private static Policy policy(Then then) {
    return new Policy(
        null,
        List.of(),
        false,
        null,
        List.of(),
        false,
        null,
        Duration.ofDays(3),
        List.of(),
        then,
        null);
  }

  private void respond(Stage stage, WorkflowStub stub, String id, String mail, String by) {
    stage.decide(stub, id, mail, by, Desk.decision("r1", Choice.RESPOND, "perhaps"));
  }

  @Test
  void afterTheLastAnswerThePolicyActsAtOnceAndTheSenderIsTold(Stage stage) {
    WorkflowStub stub = desk.asked("fit-1", chat(new Then.Respond("no")));

    respond(stage, stub, "fit-1", "d1", "dana");
    assertThat(desk.verdict("fit-1", "d1"))
        .isEqualTo("refused: the answer must be one of yes, no; one more answer is taken");
    stage.say(stub, "fit-1", "m1", "dana", "who knows");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.verdict("fit-1", "m1"))
        .isEqualTo("refused: the answer must be one of yes, no; that was the last of 2 answers");
    assertThat(stage.lines("fit-1")).contains("person: no", "helper: Hello. TERMINATE");
    assertThat(stage.standing("fit-1").end())
        .satisfies(end -> assertThat(end.humanInputs()).isZero());
  }

  @Test
  void withoutAPolicyItIsAsIfNothingHadBeenAnswered(Stage stage) {
    WorkflowStub stub = desk.asked("fit-2", chat(null));

    respond(stage, stub, "fit-2", "d1", "dana");
    respond(stage, stub, "fit-2", "d2", "dana");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.events("fit-2", Event.SILENT)).isEqualTo(1);
    assertThat(stage.lines("fit-2")).contains("person: " + Agent.DEFAULT_REPLY);
  }

  @Test
  void othersWhoAreAskedInsteadMayAnswerAsOftenAgain(Stage stage) {
    Then then = new Then.Escalate(List.of("omar"), null, List.of(), null);
    WorkflowStub stub = desk.asked("fit-3", chat(then));

    respond(stage, stub, "fit-3", "d1", "dana");
    respond(stage, stub, "fit-3", "d2", "dana");
    await().until(() -> desk.events("fit-3", Event.ESCALATED) == 1);
    respond(stage, stub, "fit-3", "d3", "dana");
    assertThat(desk.verdict("fit-3", "d3"))
        .isEqualTo("refused: dana is not asked about r1; asked are omar");
    respond(stage, stub, "fit-3", "d4", "omar");
    assertThat(desk.verdict("fit-3", "d4")).endsWith("one more answer is taken");
    stage.decide(stub, "fit-3", "d5", "omar", Desk.decision("r1", Choice.RESPOND, "yes"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("fit-3")).contains("person: yes");
  }

  @Test
  void whatWasRefusedCountsAfterTheRunContinuedAsNew(Stage stage) {
    WorkflowStub stub = desk.asked("fit-4", chat(new Then.Respond("no")));
    String first = currentRun(stage, "fit-4");

    respond(stage, stub, "fit-4", "d1", "dana");
    for (int i = 0; i < 260; i++) {
      stub.signal("resume", Map.of("id", "noise-" + i, "by", "eve"));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> currentRun(stage, "fit-4"), run -> !run.equals(first));
    respond(stage, stub, "fit-4", "d2", "dana");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.verdict("fit-4", "d2")).endsWith("that was the last of 2 answers");
  }

  private static String currentRun(Stage stage, String id) {
    var client = stage.temporal().getWorkflowClient();
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(
                    io.temporal.api.common.v1.WorkflowExecution.newBuilder().setWorkflowId(id))
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }

  @Test
  void exitIsAnAnswerWhateverElseMustBeAnswered(Stage stage) {
    WorkflowStub stub = desk.asked("fit-5", chat(null));

    stage.say(stub, "fit-5", "m1", "dana", "exit");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("exit");
  }
}
