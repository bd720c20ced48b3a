package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Event;
import dev.parley.testing.Desk.Line;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.RequestStore;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools that a person approves, from the model's call to the model's last word. */
class ApprovalTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create().tools(PAYMENTS);

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static Blueprint byDana(String... amounts) {
    return Desk.team(Desk.policy(Desk.stage("dana")), amounts);
  }

  private static Decision decision(Choice choice) {
    return Desk.decision("r1", choice, null);
  }

  @Test
  void aToolThatIsApprovedRunsOnceAndTheModelHasTheLastWord(Stage stage) {
    WorkflowStub stub = desk.asked("pay-1", byDana("240.00"));

    RequestStore.Request open = stage.transcript().requests().find("pay-1", "r1").orElseThrow();
    assertThat(open.gist()).isEqualTo("refund(id=17, amount=240.00)");
    assertThat(open.who()).containsExactly("dana");
    assertThat(desk.refunds()).isEmpty();
    stage.decide(stub, "pay-1", "d1", "dana", decision(Choice.APPROVE));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 240.00");
    assertThat(desk.results("pay-1"))
        .containsExactly(
            new Line("lookup", "order 17, 240.00 EUR", false),
            new Line("refund", "refunded 240.00", false));
    assertThat(stage.transcript().requests().open(RequestStore.Filter.ALL)).isEmpty();
  }

  @Test
  void aRejectionIsWhatTheModelIsTold(Stage stage) {
    WorkflowStub stub = desk.asked("pay-2", byDana("240.00"));

    stage.decide(stub, "pay-2", "d1", "dana", Desk.decision("r1", Choice.REJECT, "half only"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).isEmpty();
    assertThat(desk.results("pay-2").getLast())
        .isEqualTo(new Line("refund", "Not done: rejected by dana: half only", true));
  }

  @Test
  void aPersonsAnswerTakesTheToolsPlace(Stage stage) {
    WorkflowStub stub = desk.asked("pay-3", byDana("240.00"));

    stage.decide(stub, "pay-3", "d1", "dana", Desk.decision("r1", Choice.RESPOND, "done by hand"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).isEmpty();
    assertThat(desk.results("pay-3").getLast())
        .isEqualTo(new Line("refund", "done by hand", false));
  }

  @Test
  void whoIsNotAskedDecidesNothingAndTheRequestStaysOpen(Stage stage) {
    WorkflowStub stub = desk.asked("pay-4", byDana("240.00"));

    stage.decide(stub, "pay-4", "d1", "omar", decision(Choice.APPROVE));

    assertThat(desk.verdict("pay-4", "d1"))
        .isEqualTo("refused: omar is not asked about r1; asked are dana");
    stage.decide(stub, "pay-4", "d2", "dana", decision(Choice.APPROVE));
    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
  }

  @Test
  void editedArgumentsAreTheOnesThatAreUsed(Stage stage) {
    WorkflowStub stub = desk.asked("pay-5", byDana("240.00"));

    stage.decide(stub, "pay-5", "d1", "dana", Desk.edit("{\"id\":17,\"amount\":120.00}"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 120.00");
  }

  @Test
  void editedArgumentsThatDoNotFitTheToolAreRefused(Stage stage) {
    WorkflowStub stub = desk.asked("pay-6", byDana("240.00"));

    stage.decide(stub, "pay-6", "d1", "dana", Desk.edit("{\"id\":\"x\"}"));

    assertThat(desk.verdict("pay-6", "d1"))
        .startsWith("refused: the new arguments do not fit refund: ");
    stage.decide(stub, "pay-6", "d2", "dana", decision(Choice.REJECT));
    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).isEmpty();
  }

  @Test
  void aPolicyWhoseConditionIsFalseAsksNobody(Stage stage) {
    Blueprint team = Desk.team(Desk.policy("args.amount > 100", null, Desk.stage("dana")), "99.00");

    Played played = stage.play(team, "Refund order 17.");

    assertThat(played.end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 99.00");
  }

  @Test
  void anApprovalThatIsRememberedStandsForTheLike(Stage stage) {
    WorkflowStub stub = desk.asked("pay-7", byDana("1.00", "2.00"));
    Decision remember =
        new Decision("r1", Choice.APPROVE, null, null, null, null, null, null, true, null);

    stage.decide(stub, "pay-7", "d1", "dana", remember);

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).containsExactly("17 1.00", "17 2.00");
  }

  @Test
  void aSecondDecisionIsToldWhoWasFirst(Stage stage) {
    Blueprint team = Desk.team(Desk.policy(Desk.stage("dana", "omar")), "1.00", "2.00");
    WorkflowStub stub = desk.asked("pay-8", team);

    stage.decide(stub, "pay-8", "d1", "dana", decision(Choice.APPROVE));
    stage.decide(stub, "pay-8", "d2", "omar", decision(Choice.REJECT));

    assertThat(desk.verdict("pay-8", "d2"))
        .matches("refused: dana approved pay-8/r1 at \\d\\d:\\d\\d \\w+; nothing changed");
    var unused = desk.awaitOpen("pay-8", "r2");
  }

  @Test
  void whatNobodyDecidesInTimeIsRejectedAfterOneReminder(Stage stage) {
    WorkflowStub stub = desk.asked("pay-9", byDana("240.00"));

    stage.temporal().sleep(Duration.ofHours(9));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).isEmpty();
    assertThat(desk.results("pay-9").getLast().text())
        .isEqualTo("Not done: nobody approved it in time.");
    assertThat(desk.events("pay-9", Event.REMINDED)).isEqualTo(1);
  }

  @Test
  void aDecisionThatIsTypedIntoTheTemporalUiCounts(Stage stage) {
    WorkflowStub stub = desk.asked("pay-10", byDana("240.00"));

    stub.signal("decide", Map.of("request", "r1", "decision", "approve", "by", "dana"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
  }
}
