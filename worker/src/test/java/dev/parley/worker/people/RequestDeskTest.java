package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.Tokens;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.MailStore.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is decided with a link of a notice, on a real store. */
@Timeout(60)
class RequestDeskTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";

  @TempDir private Path folder = Path.of("");

  @Test
  void aDecisionIsMailWithItsProofAndTheConversationIsTold() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      place.workflow(
          (conversation, mail, by) -> place.store().take(mail, id, Choice.APPROVE, true));
      String token = place.token(id, REFUND, "dana");
      Page page =
          place.decide(token, "decision", "approve", "note", "half only", "remember", "true");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.html()).contains("Taken: approve. It is decided.");
      assertThat(place.rings()).containsExactly("pay-2f91 dana");

      Tokens.Check.Valid valid = (Tokens.Check.Valid) place.tokens().verify(token);
      String mail = "token-" + valid.claims().id();
      Decision decision =
          LinkDesk.decision(
              place.store().transcript().mail().find(AskedStore.ID, mail).orElseThrow());
      assertThat(decision)
          .isEqualTo(
              new Decision(
                  id,
                  Choice.APPROVE,
                  AskedStore.digest(REFUND),
                  "half only",
                  null,
                  null,
                  null,
                  null,
                  true,
                  valid.claims().id()));
      assertThat(
              place
                  .store()
                  .transcript()
                  .tokens()
                  .isRedeemed(valid.claims().id(), AskedStore.ID, mail))
          .isTrue();
    }
  }

  @Test
  void whatTheConversationHasNotTakenYetIsRecorded() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      Page page =
          place.decide(place.token(id, REFUND, "dana"), "decision", "reject", "note", "too much");
      assertThat(page.status()).isEqualTo(202);
      assertThat(page.html()).contains("Recorded, not yet taken");
      assertThat(place.mail()).hasSize(1);
      Decision decision = LinkDesk.decision(place.mail().getFirst());
      assertThat(decision.text()).as("the reason").isEqualTo("too much");
      assertThat(decision.note()).isNull();
      assertThat(place.mail().getFirst().by()).isEqualTo("dana");
    }
  }

  @Test
  void everyDecisionBringsWhatItNeeds() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().ask(RequestKind.BUDGET, null, null, 1, "dana");
      String token =
          place
              .tokens()
              .issue(
                  new Tokens.Subject(AskedStore.ID, id, ""),
                  "dana",
                  List.of(Choice.values()),
                  Instant.now().plus(Duration.ofHours(1)));
      assertThat(place.decide(token, "decision", "approve", "amount", "2,50").status())
          .isEqualTo(400);
      assertThat(place.decide(token, "decision", "approve", "amount", "2.50").status())
          .isEqualTo(202);
      assertThat(LinkDesk.decision(place.mail().getFirst()).amount()).isEqualByComparingTo("2.50");

      String tool = place.store().askTool(REFUND, "dana");
      String edit = place.token(tool, REFUND, "dana");
      String fresh = "{\r\n \"id\":17,\"amount\":120.00}";
      assertThat(place.decide(edit, "decision", "edit", "arguments", "{\"id\":").html())
          .contains("no JSON: line 1");
      assertThat(place.decide(edit, "decision", "edit", "arguments", "[1]").status())
          .isEqualTo(400);
      assertThat(place.decide(edit, "decision", "respond").status()).isEqualTo(400);
      assertThat(place.decide(edit, "decision", "delegate", "to", " ").status()).isEqualTo(400);
      assertThat(place.decide(edit, "decision", "happened").status()).isEqualTo(400);
      assertThat(place.decide(edit, "decision", "nonsense").status()).isEqualTo(400);
      assertThat(place.decide(edit, "decision", "reject", "note", "x".repeat(70_000)).status())
          .isEqualTo(400);
      assertThat(place.decide(edit, "decision", "edit", "arguments", fresh).status())
          .isEqualTo(202);
      assertThat(LinkDesk.decision(place.mail().getLast()).arguments())
          .isEqualTo("{\n \"id\":17,\"amount\":120.00}");
    }
  }

  @Test
  void anEmptyAnswerOfAHumanTurnIsAnAnswer() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().ask(RequestKind.HUMAN, "text", null, 1, "dana");
      assertThat(place.decide(place.token(id, "text", "dana"), "decision", "respond").status())
          .isEqualTo(202);
      assertThat(LinkDesk.decision(place.mail().getFirst()).text()).isNull();
    }
  }

  @Test
  void aRefusalIsToldAndTheRequestCanBeDecidedOtherwise() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      place.workflow(
          (conversation, mail, by) -> place.store().refuse(mail, "amount must be < 100"));
      Page page = place.decide(place.token(id, REFUND, "dana"), "decision", "approve");
      assertThat(page.status()).isEqualTo(409);
      assertThat(page.html()).contains("amount must be &lt; 100").contains("Decide otherwise");
      String again = page.html().replaceAll("(?s).*<a href=\"([^\"]+)\".*", "$1");
      assertThat(place.desk().show(again).status()).isEqualTo(200);
    }
  }

  @Test
  void aVoteThatIsNotTheLastSaysSo() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().ask(RequestKind.TOOL, REFUND, null, 2, "dana", "omar");
      place.workflow(
          (conversation, mail, by) -> place.store().take(mail, id, Choice.APPROVE, false));
      assertThat(place.decide(place.token(id, REFUND, "dana"), "decision", "approve").html())
          .contains("Others must agree");
    }
  }
}
