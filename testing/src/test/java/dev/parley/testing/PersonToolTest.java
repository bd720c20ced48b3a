package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Event;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.testing.Desk.Line;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.RequestStore;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person as a tool: a student's assistant asks an expert, who may answer tomorrow. */
class PersonToolTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();
  private static final String TASK = "{\"task\":\"How far is the moon?\"}";

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create().tools(PAYMENTS).continueAsNewAfter(1);

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static Blueprint team(@Nullable Then then, ScriptedReply.Call... calls) {
    Policy patient =
        new Policy(
            null,
            List.of(),
            false,
            null,
            List.of(),
            false,
            null,
            Duration.ofDays(3),
            List.of(Duration.ofDays(1)),
            then,
            null);
    return Team.roundRobin("study")
        .model(
            "main",
            ModelSpec.scripted(
                "main", List.of(ScriptedReply.calling(calls), ScriptedReply.say("TERMINATE"))))
        .agent(Agent.assistant("tutor").tools("expert", "lookup"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(9)))
        .policy("patient", patient)
        .tool("expert", ToolSpec.of(new ToolKind.Person("omar", "patient", null)))
        .blueprint();
  }

  private static ScriptedReply.Call ask(String arguments) {
    return new ScriptedReply.Call("expert", arguments);
  }

  private static Decision respond(String text) {
    return Desk.decision("r1", Choice.RESPOND, text);
  }

  @Test
  void whatThePersonAnswersIsTheResultAndNothingIsCalled(Stage stage) {
    WorkflowStub stub = desk.asked("study-1", team(null, ask(TASK)));

    RequestStore.Request open = desk.awaitOpen("study-1", "r1");
    assertThat(open.kind()).isEqualTo(RequestKind.TASK);
    assertThat(open.who()).containsExactly("omar");
    assertThat(open.gist()).isEqualTo("expert(task=\"How far is the moon?\")");
    stage.decide(stub, "study-1", "d1", "dana", respond("no idea"));
    assertThat(desk.verdict("study-1", "d1"))
        .isEqualTo("refused: dana is not asked about r1; asked are omar");
    stage.decide(stub, "study-1", "d2", "omar", Desk.decision("r1", Choice.APPROVE, null));
    assertThat(desk.verdict("study-1", "d2"))
        .isEqualTo("refused: approve is not allowed for r1; allowed are respond, reject, delegate");
    stage.decide(stub, "study-1", "d3", "omar", respond("384,400 km"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.results("study-1")).containsExactly(new Line("expert", "384,400 km", false));
    assertThat(
            stage.temporal().getWorkflowClient().fetchHistory("study-1").getEvents().stream()
                .filter(event -> event.hasActivityTaskScheduledEventAttributes())
                .map(
                    event ->
                        event
                            .getActivityTaskScheduledEventAttributes()
                            .getActivityType()
                            .getName()))
        .doesNotContain("expert");
  }

  @Test
  void whenNobodyAnswersThePolicyDoes(Stage stage) {
    WorkflowStub stub =
        desk.asked("study-2", team(new Then.Respond("Nobody knows today."), ask(TASK)));

    stage.temporal().sleep(Duration.ofDays(4));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.results("study-2"))
        .containsExactly(new Line("expert", "Nobody knows today.", false));
    assertThat(desk.events("study-2", Event.REMINDED)).isEqualTo(1);
  }

  @Test
  void withoutAWordOfThePolicyOrWithOneThatMeansNothingItIsNotAnswered(Stage stage) {
    for (Then then : new Then[] {null, new Then.Approve()}) {
      String id = then == null ? "study-3" : "study-4";
      WorkflowStub stub = desk.asked(id, team(then, ask(TASK)));

      stage.temporal().sleep(Duration.ofDays(4));

      assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
      assertThat(desk.results(id))
          .containsExactly(new Line("expert", "Not answered: nobody did in time.", true));
    }
  }

  @Test
  void whoIsAskedMayDeclineOrHaveSomebodyElseAnswer(Stage stage) {
    WorkflowStub stub = desk.asked("study-5", team(null, ask(TASK), ask(TASK)));
    var unused = desk.awaitOpen("study-5", "r2");
    Decision delegate =
        new Decision("r2", Choice.DELEGATE, null, null, null, null, "lea", null, false, null);

    stage.decide(stub, "study-5", "d1", "omar", Desk.decision("r1", Choice.REJECT, "not mine"));
    stage.decide(stub, "study-5", "d2", "omar", delegate);
    stage.decide(stub, "study-5", "d3", "lea", Desk.decision("r2", Choice.RESPOND, "far"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.results("study-5"))
        .containsExactly(
            new Line("expert", "Not answered: omar declined: not mine", true),
            new Line("expert", "far", false));
  }

  @Test
  void aQuestionThatIsNoneIsToldToTheModelAndNobodyIsAsked(Stage stage) {
    Played played =
        stage.play(
            team(
                null, ask("{\"question\":\"?\"}"), new ScriptedReply.Call("lookup", "{\"id\":17}")),
            "Teach me.");

    assertThat(played.end().reason()).isEqualTo("textMention");
    assertThat(desk.results(played.id()))
        .satisfiesExactly(
            wrong -> assertThat(wrong.text()).startsWith("Error: ").contains("task"),
            right -> assertThat(right.text()).isEqualTo("order 17, 240.00 EUR"));
    assertThat(stage.transcript().requests().find(played.id(), "r1")).isEmpty();
  }

  @Test
  void anInterruptWithdrawsTheQuestionAndItIsAskedAnew(Stage stage) {
    WorkflowStub stub = desk.asked("study-6", team(null, ask(TASK)));

    stub.signal("interrupt", java.util.Map.of("by", "dana"));
    var unused = desk.awaitOpen("study-6", "r2");
    stage.decide(stub, "study-6", "d1", "dana", Desk.decision("r2", Choice.RESPOND, "go on"));
    stage.decide(stub, "study-6", "d2", "omar", respond("far"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.results("study-6")).containsExactly(new Line("expert", "far", false));
  }
}
