package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Choice;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.Place;
import dev.parley.transcript.RequestStore;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that take more than one person, more than one day, or more than one try. */
class RequestFlowTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create().tools(PAYMENTS).continueAsNewAfter(1);

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static Decision approve(String request) {
    return Desk.decision(request, Choice.APPROVE, null);
  }

  @Test
  void twoOfAGroupMustAgreeAndNobodyCountsTwice(Stage stage) {
    Policy policy = Desk.policy(new Policy.Stage(List.of("dana", "omar", "lea"), 2, null));
    WorkflowStub stub = desk.asked("two-1", Desk.team(policy, "9.00"));

    stage.decide(stub, "two-1", "d1", "dana", approve("r1"));
    stage.decide(stub, "two-1", "d2", "dana", approve("r1"));
    assertThat(desk.verdict("two-1", "d2")).isEqualTo("refused: dana has decided r1 already");
    assertThat(desk.refunds()).isEmpty();
    stage.decide(stub, "two-1", "d3", "lea", approve("r1"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
    assertThat(desk.decisions("two-1")).hasSize(2);
  }

  @Test
  void stagesComeOneAfterTheOtherIfTheirConditionHolds(Stage stage) {
    Policy policy =
        Desk.policy(
            Desk.stage("omar"), new Policy.Stage(List.of("dana"), null, "args.amount > 5000"));
    WorkflowStub stub = desk.asked("stages-1", Desk.team(policy, "9000.00", "9.00"));

    stage.decide(stub, "stages-1", "d1", "omar", approve("r1"));
    await()
        .until(
            () -> stage.transcript().requests().find("stages-1", "r1").orElseThrow().who(),
            List.of("dana")::equals);
    assertThat(desk.refunds()).isEmpty();
    stage.decide(stub, "stages-1", "d2", "dana", approve("r1"));
    var unused = desk.awaitOpen("stages-1", "r2");
    stage.decide(stub, "stages-1", "d3", "omar", approve("r2"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 9000.00", "17 9.00");
  }

  @Test
  void whatNobodyDecidesGoesToOthersAndThenItsOwnWay(Stage stage) {
    Then then =
        new Then.Escalate(List.of("cfo"), Duration.ofHours(4), List.of(), new Then.Approve());
    WorkflowStub stub =
        desk.asked("late-1", Desk.team(Desk.policy(null, then, Desk.stage("dana")), "9.00"));

    stage.temporal().sleep(Duration.ofHours(9));
    assertThat(stage.transcript().requests().find("late-1", "r1").orElseThrow().who())
        .containsExactly("cfo");
    stage.decide(stub, "late-1", "d1", "dana", approve("r1"));
    assertThat(desk.verdict("late-1", "d1"))
        .isEqualTo("refused: dana is not asked about r1; asked are cfo");
    stage.temporal().sleep(Duration.ofHours(4));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
    assertThat(desk.events("late-1", Event.ESCALATED)).isEqualTo(1);
  }

  @Test
  void somebodyElseMayBeAskedToDecide(Stage stage) {
    WorkflowStub stub = desk.asked("other-1", Desk.team(Desk.policy(Desk.stage("dana")), "9.00"));
    Decision delegate =
        new Decision("r1", Choice.DELEGATE, null, null, null, null, "lea", null, false, null);

    stage.decide(stub, "other-1", "d1", "dana", delegate);
    stage.decide(stub, "other-1", "d2", "dana", approve("r1"));
    assertThat(desk.verdict("other-1", "d2"))
        .isEqualTo("refused: dana is not asked about r1; asked are lea");
    stage.decide(stub, "other-1", "d3", "lea", approve("r1"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
  }

  @Test
  void aRequestIsClaimedByOneAndLeftToTheOthersAgain(Stage stage) {
    WorkflowStub stub =
        desk.asked("claim-1", Desk.team(Desk.policy(Desk.stage("dana", "omar")), "9.00"));

    stub.signal("claim", Map.of("id", "c1", "request", "r1", "by", "dana"));
    stub.signal("claim", Map.of("id", "c2", "request", "r1", "by", "omar"));
    assertThat(desk.verdict("claim-1", "c2")).isEqualTo("refused: dana takes care of r1 already");
    assertThat(stage.transcript().requests().find("claim-1", "r1").orElseThrow().claimedBy())
        .isEqualTo("dana");
    stub.signal("release", Map.of("id", "c3", "request", "r1", "by", "dana"));
    stage.decide(stub, "claim-1", "d1", "omar", approve("r1"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
  }

  @Test
  void aToolWhoseWorkerWasLostIsNotCalledAgainBeforeAPersonSaysWhatHappened(Stage stage) {
    WorkflowStub stub = desk.asked("doubt-1", Desk.team(Desk.policy(Desk.stage("dana")), "9.00"));
    begunByTheDead(stage, stub, "doubt-1");

    stage.decide(stub, "doubt-1", "d1", "dana", approve("r1"));
    RequestStore.Request doubt = desk.awaitOpen("doubt-1", "r2");
    assertThat(doubt.kind()).isEqualTo(RequestKind.IN_DOUBT);
    stage.decide(stub, "doubt-1", "d2", "dana", approve("r2"));
    assertThat(desk.verdict("doubt-1", "d2"))
        .isEqualTo(
            "refused: approve is not allowed for r2; allowed are happened, not-happened, retry");
    stage.decide(stub, "doubt-1", "d3", "dana", Desk.decision("r2", Choice.HAPPENED, "booked"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).isEmpty();
    assertThat(desk.results("doubt-1").getLast())
        .isEqualTo(new Desk.Line("refund", "booked", false));
  }

  @Test
  void aToolInDoubtIsTriedOnceMoreWhenAPersonSaysSo(Stage stage) {
    WorkflowStub stub = desk.asked("doubt-2", Desk.team(Desk.policy(Desk.stage("dana")), "9.00"));
    begunByTheDead(stage, stub, "doubt-2");

    stage.decide(stub, "doubt-2", "d1", "dana", approve("r1"));
    var unused = desk.awaitOpen("doubt-2", "r2");
    stage.decide(stub, "doubt-2", "d2", "dana", Desk.decision("r2", Choice.RETRY, null));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 9.00");
  }

  /** The refund was begun by a process that is gone, and nobody knows how far it came. */
  private static void begunByTheDead(Stage stage, WorkflowStub stub, String id) {
    int next = stage.entries(id).size();
    Place place =
        new Place(
            id,
            Place.MAIN,
            next + 1,
            Intent.tool(1, "cashier", 2, 1, 0),
            Objects.requireNonNull(stub.getExecution()).getRunId());
    var unused = stage.transcript().entries().begin(place, new Start("the dead", null));
  }

  @Test
  void afterAnInterruptTheStarterIsAskedAndAnApprovalStillCounts(Stage stage) {
    WorkflowStub stub = desk.asked("stop-1", Desk.team(Desk.policy(Desk.stage("omar")), "9.00"));

    stub.signal("interrupt", Map.of("by", "dana"));
    RequestStore.Request how = desk.awaitOpen("stop-1", "r2");
    assertThat(how.who()).containsExactly("dana");
    stage.decide(stub, "stop-1", "d1", "omar", approve("r1"));
    assertThat(desk.verdict("stop-1", "d1")).isEqualTo("approve");
    assertThat(desk.refunds()).isEmpty();
    stage.decide(stub, "stop-1", "d2", "dana", Desk.decision("r2", Choice.RESPOND, "go on"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
  }
}
