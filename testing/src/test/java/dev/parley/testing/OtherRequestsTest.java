package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Executor;
import dev.parley.agents.Human;
import dev.parley.agents.InputCheck;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.Reply;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.RequestStore;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are about no tool: code, budgets, human turns. */
class OtherRequestsTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static ModelSpec script(String... replies) {
    return ModelSpec.scripted(
        "main", java.util.Arrays.stream(replies).map(ScriptedReply::say).toList());
  }

  private static Blueprint coding(String... replies) {
    return coding(Desk.policy(Desk.stage("dana")), replies);
  }

  private static Blueprint coding(Policy policy, String... replies) {
    return Team.roundRobin("coding")
        .model("main", script(replies))
        .agent(Agent.assistant("coder"))
        .agent(
            Agent.codeExecutor("runner")
                .executor(Executor.DEFAULT.in(Executor.Type.LOCAL))
                .approveCode("careful"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
        .policy("careful", policy)
        .blueprint();
  }

  @Test
  void codeRunsWhenAPersonHasApprovedIt(Stage stage) {
    WorkflowStub stub = desk.asked("code-1", coding("```python\nprint(6*7)\n```", "42. TERMINATE"));

    RequestStore.Request open = desk.awaitOpen("code-1", "r1");
    assertThat(open.kind()).isEqualTo(RequestKind.CODE);
    assertThat(stage.standing("code-1").codeRuns()).isZero();
    stage.decide(stub, "code-1", "d1", "dana", Desk.decision("r1", Choice.APPROVE, null));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("code-1"))
        .contains("runner: exitcode: 0 (execution succeeded)\nCode output: 42\n");
  }

  @Test
  void codeThatIsRejectedDoesNotRunAndItsAuthorIsToldWhy(Stage stage) {
    WorkflowStub stub =
        desk.asked("code-2", coding("```python\nprint(6*7)\n```", "As you wish. TERMINATE"));

    stage.decide(
        stub, "code-2", "d1", "dana", Desk.decision("r1", Choice.REJECT, "no prints please"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.standing("code-2").codeRuns()).isZero();
    assertThat(stage.lines("code-2"))
        .contains("runner: The code was not run: dana rejected it: no prints please");
  }

  @Test
  void thePolicyOfCodeHoldsForWhoeverDecides(Stage stage) {
    Policy two =
        new Policy(
            null,
            List.of(Desk.stage("dana", "omar")),
            true,
            null,
            List.of(Choice.APPROVE, Choice.REJECT),
            false,
            null,
            null,
            List.of(),
            null,
            null);
    WorkflowStub stub =
        desk.asked("code-3", coding(two, "```python\nprint(6*7)\n```", "42. TERMINATE"));

    stage.decide(stub, "code-3", "d1", "dana", Desk.decision("r1", Choice.APPROVE, null));
    assertThat(desk.verdict("code-3", "d1"))
        .isEqualTo(
            "refused: dana has started this conversation and may not decide in it (four eyes)");
    stage.decide(stub, "code-3", "d2", "omar", Desk.decision("r1", Choice.RESPOND, "42"));
    assertThat(desk.verdict("code-3", "d2"))
        .isEqualTo("refused: respond is not allowed for r1; allowed are approve, reject");
    stage.decide(stub, "code-3", "d3", "omar", Desk.decision("r1", Choice.APPROVE, null));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.standing("code-3").codeRuns()).isEqualTo(1);
  }

  private static Blueprint frugal() {
    return Team.roundRobin("frugal")
        .model("main", script("one", "two", "three. TERMINATE"))
        .agent(Agent.assistant("talker"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
        .budget(new Budget(2, null, new BigDecimal("1.00"), "careful"))
        .policy("careful", Desk.policy(Desk.stage("dana")))
        .blueprint();
  }

  @Test
  void aBudgetThatAPersonRaisesLetsItGoOn(Stage stage) {
    WorkflowStub stub = desk.asked("budget-1", frugal());

    assertThat(desk.awaitOpen("budget-1", "r1").kind()).isEqualTo(RequestKind.BUDGET);
    Decision more =
        new Decision(
            "r1",
            Choice.APPROVE,
            null,
            null,
            null,
            null,
            null,
            new BigDecimal("0.50"),
            false,
            null);
    stage.decide(stub, "budget-1", "d1", "dana", more);

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.standing("budget-1").modelCalls()).isEqualTo(3);
  }

  @Test
  void aBudgetThatNobodyRaisesEndsIt(Stage stage) {
    WorkflowStub stub = desk.asked("budget-2", frugal());

    stage.decide(stub, "budget-2", "d1", "dana", Desk.decision("r1", Choice.REJECT, null));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("budget");
    assertThat(stage.standing("budget-2").modelCalls()).isEqualTo(2);
  }

  private static Blueprint chat(Human mode, InputCheck input) {
    return Team.twoAgents("chat")
        .model("main", script("Who are you?", "Hello. TERMINATE"))
        .agent(
            Agent.userProxy("person", mode)
                .with(new Reply.AskHuman(mode, List.of("starter"), null, input)))
        .agent(Agent.assistant("helper"))
        .until(Condition.textMention("TERMINATE", "helper"))
        .blueprint();
  }

  @Test
  void anAnswerThatDoesNotFitIsAskedForAgain(Stage stage) {
    InputCheck check = new InputCheck(null, List.of("yes", "no"), null, null);
    WorkflowStub stub = desk.asked("chat-1", chat(Human.ALWAYS, check));

    stage.decide(stub, "chat-1", "d1", "dana", Desk.decision("r1", Choice.RESPOND, "perhaps"));
    assertThat(desk.verdict("chat-1", "d1"))
        .isEqualTo("refused: the answer must be one of yes, no; 2 more answers are taken");
    var unused = desk.awaitOpen("chat-1", "r1");
    stage.decide(stub, "chat-1", "d2", "dana", Desk.decision("r1", Choice.RESPOND, "yes"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("chat-1")).contains("person: yes");
    assertThat(stage.standing("chat-1").end())
        .satisfies(end -> assertThat(end.humanInputs()).isEqualTo(1));
  }

  @Test
  void aPersonOptsInWhileItRuns(Stage stage) {
    Blueprint team =
        Team.twoAgents("chat")
            .model(
                "main",
                ModelSpec.scripted(
                    "main",
                    List.of(
                        new ScriptedReply(
                            null,
                            null,
                            1,
                            "one",
                            null,
                            java.time.Duration.ofSeconds(3),
                            null,
                            null),
                        ScriptedReply.say("two. TERMINATE"))))
            .agent(Agent.userProxy("person", Human.NEVER))
            .agent(Agent.assistant("helper"))
            .until(Condition.textMention("TERMINATE", "helper"))
            .blueprint();
    WorkflowStub stub = stage.start("chat-2", team, "hi");

    stub.signal("human", Map.of("id", "h1", "agent", "person", "mode", "ALWAYS", "by", "dana"));
    var unused = desk.awaitOpen("chat-2", "r1");
    stage.decide(stub, "chat-2", "d1", "dana", Desk.decision("r1", Choice.RESPOND, "I am here"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.entries("chat-2"))
        .filteredOn(entry -> entry.kind() == Kind.TEXT)
        .extracting(entry -> entry.author() + ": " + entry.text())
        .containsExactly("user: hi", "helper: one", "person: I am here", "helper: two. TERMINATE");
  }
}
