package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.TokenKey;
import dev.parley.activities.people.Tokens;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.MailStore.Mail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a link of a notice opens, and what is decided with it, on a real store. */
@Timeout(60)
class RequestDeskTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";
  private static final TokenKey KEY = TokenKey.parse("11".repeat(32));
  private static final Approvals APPROVALS = new Approvals(WorkerPolicies.NONE, new Rules(), false);

  @TempDir private Path folder = Path.of("");

  /** A desk, and the workflow behind it. */
  private static final class Place implements AutoCloseable {
    private final AskedStore store;
    private final Tokens tokens;
    private final List<String> rings = new ArrayList<>();
    private Bell workflow = (conversation, mail, by) -> {};

    Place(Path folder) {
      store = AskedStore.in(folder, "Give Ann her money back.");
      tokens = tokens(Clock.systemUTC());
    }

    Tokens tokens(Clock clock) {
      return new Tokens(KEY, store.transcript().storeId(), clock);
    }

    RequestDesk desk() {
      return new RequestDesk(
          store.transcript(),
          tokens,
          () -> People.NOBODY,
          APPROVALS,
          (conversation, mail, by) -> {
            rings.add(conversation + " " + by);
            workflow.ring(conversation, mail, by);
          },
          Clock.systemUTC(),
          Duration.ofMillis(300));
    }

    String token(String request, String arguments, String person, Choice... allow) {
      return tokens.issue(
          new Tokens.Subject(AskedStore.ID, request, AskedStore.digest(arguments)),
          person,
          allow.length == 0 ? List.of(Choice.values()) : List.of(allow),
          Instant.now().plus(Duration.ofHours(1)));
    }

    Page decide(String token, String... form) {
      Map<String, String> fields = new java.util.HashMap<>();
      for (int i = 0; i < form.length; i += 2) {
        fields.put(form[i], form[i + 1]);
      }
      return desk().decide(token, fields);
    }

    List<Mail> mail() {
      return store.transcript().mail().open(AskedStore.ID);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private static Decision decision(Mail mail) {
    Decision decision = mail.decision();
    assertThat(decision).isNotNull();
    return java.util.Objects.requireNonNull(decision);
  }

  // --- Showing

  @Test
  void thePageShowsAllThatIsAskedAndWhy() {
    try (Place place = new Place(folder)) {
      place.store.say("cashier", "Ann has paid twice.");
      String id = place.store.askTool(REFUND, "dana");
      Page page = place.desk().show(place.token(id, REFUND, "dana"));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.html())
          .contains("cashier asks to call <code>refund</code>")
          .contains("&quot;amount&quot;: 240.00")
          .contains("Give Ann her money back.")
          .contains("Ann has paid twice.")
          .contains("none: it waits")
          .contains("payments, started by eve")
          .contains("policy big")
          .contains("$0, 0 model calls")
          .contains(
              ">Approve<", ">Reject<", ">Approve as changed<", ">Give this result<", ">Pass it on<")
          .contains("name=\"remember\"")
          .doesNotContain("<script", "http-equiv", "src=", "href=");
    }
  }

  @Test
  void showingChangesNothingHoweverOften() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      for (int i = 0; i < 3; i++) {
        assertThat(place.desk().show(token).status()).isEqualTo(200);
      }
      assertThat(place.mail()).isEmpty();
      assertThat(place.rings).isEmpty();
    }
  }

  @Test
  void aDeadlineHasItsZoneAndSaysWhatHappensThen() {
    try (Place place = new Place(folder)) {
      Instant deadline = Instant.now().plus(Duration.ofHours(5)).plusSeconds(30);
      String id = place.store.ask(RequestKind.TOOL, REFUND, deadline, 1, "dana");
      assertThat(place.desk().show(place.token(id, REFUND, "dana")).html())
          .contains(" UTC, in 5 h; then: escalate to cfo");
    }
  }

  @Test
  void onlyTheDecisionsOfTheLinkAreOffered() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana", Choice.REJECT);
      assertThat(place.desk().show(token).html())
          .contains(">Reject<")
          .doesNotContain(">Approve<", "textarea class=\"exact\"", ">Pass it on<");
      assertThat(place.decide(token, "decision", "approve").status()).isEqualTo(400);
      assertThat(place.mail()).isEmpty();
    }
  }

  @Test
  void eachKindHasItsOwnDecisions() {
    try (Place place = new Place(folder)) {
      Map<RequestKind, String> buttons =
          Map.of(
              RequestKind.HUMAN, ">Answer<",
              RequestKind.HANDOFF, ">Answer<",
              RequestKind.IN_DOUBT, ">It has not happened<",
              RequestKind.BUDGET, "name=\"amount\"",
              RequestKind.PLAN, ">Approve as changed<",
              RequestKind.CODE, ">Reject<");
      buttons.forEach(
          (kind, button) -> {
            String id = place.store.ask(kind, "text", null, 1, "dana");
            assertThat(place.desk().show(place.token(id, "text", "dana")).html())
                .as("%s", kind)
                .contains(button);
          });
    }
  }

  // --- Deciding

  @Test
  void aDecisionIsMailWithItsProofAndTheConversationIsTold() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      place.workflow = (conversation, mail, by) -> place.store.take(mail, id, Choice.APPROVE, true);
      String token = place.token(id, REFUND, "dana");
      Page page =
          place.decide(token, "decision", "approve", "note", "half only", "remember", "true");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.html()).contains("Taken: approve. It is decided.");
      assertThat(place.rings).containsExactly("pay-2f91 dana");

      Tokens.Check.Valid valid = (Tokens.Check.Valid) place.tokens.verify(token);
      String mail = "token-" + valid.claims().id();
      Decision decision =
          decision(place.store.transcript().mail().find(AskedStore.ID, mail).orElseThrow());
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
                  .store
                  .transcript()
                  .tokens()
                  .isRedeemed(valid.claims().id(), AskedStore.ID, mail))
          .isTrue();
    }
  }

  @Test
  void whatTheConversationHasNotTakenYetIsRecorded() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      Page page =
          place.decide(place.token(id, REFUND, "dana"), "decision", "reject", "note", "too much");
      assertThat(page.status()).isEqualTo(202);
      assertThat(page.html()).contains("Recorded, not yet taken");
      assertThat(place.mail()).hasSize(1);
      Decision decision = decision(place.mail().getFirst());
      assertThat(decision.text()).as("the reason").isEqualTo("too much");
      assertThat(decision.note()).isNull();
      assertThat(place.mail().getFirst().by()).isEqualTo("dana");
    }
  }

  @Test
  void everyDecisionBringsWhatItNeeds() {
    try (Place place = new Place(folder)) {
      String id = place.store.ask(RequestKind.BUDGET, null, null, 1, "dana");
      String token =
          place.tokens.issue(
              new Tokens.Subject(AskedStore.ID, id, ""),
              "dana",
              List.of(Choice.values()),
              Instant.now().plus(Duration.ofHours(1)));
      assertThat(place.decide(token, "decision", "approve", "amount", "2,50").status())
          .isEqualTo(400);
      assertThat(place.decide(token, "decision", "approve", "amount", "2.50").status())
          .isEqualTo(202);
      assertThat(decision(place.mail().getFirst()).amount()).isEqualByComparingTo("2.50");

      String tool = place.store.askTool(REFUND, "dana");
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
      assertThat(decision(place.mail().getLast()).arguments())
          .isEqualTo("{\n \"id\":17,\"amount\":120.00}");
    }
  }

  @Test
  void anEmptyAnswerOfAHumanTurnIsAnAnswer() {
    try (Place place = new Place(folder)) {
      String id = place.store.ask(RequestKind.HUMAN, "text", null, 1, "dana");
      assertThat(place.decide(place.token(id, "text", "dana"), "decision", "respond").status())
          .isEqualTo(202);
      assertThat(decision(place.mail().getFirst()).text()).isNull();
    }
  }

  @Test
  void aRefusalIsToldAndTheRequestCanBeDecidedOtherwise() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      place.workflow = (conversation, mail, by) -> place.store.refuse(mail, "amount must be < 100");
      Page page = place.decide(place.token(id, REFUND, "dana"), "decision", "approve");
      assertThat(page.status()).isEqualTo(409);
      assertThat(page.html()).contains("amount must be &lt; 100").contains("Decide otherwise");
      String again = page.html().replaceAll("(?s).*<a href=\"([^\"]+)\".*", "$1");
      assertThat(place.desk().show(again).status()).isEqualTo(200);
    }
  }

  @Test
  void aVoteThatIsNotTheLastSaysSo() {
    try (Place place = new Place(folder)) {
      String id = place.store.ask(RequestKind.TOOL, REFUND, null, 2, "dana", "omar");
      place.workflow =
          (conversation, mail, by) -> place.store.take(mail, id, Choice.APPROVE, false);
      assertThat(place.decide(place.token(id, REFUND, "dana"), "decision", "approve").html())
          .contains("Others must agree");
    }
  }

  // --- Links that are not good

  private static void assertTellsNothing(Page page, int status) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.html()).doesNotContain("refund", "240", "pay-2f91", "Ann", "cashier", "dana");
  }

  @Test
  void aForgedLinkIsRefused() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String forged = (token.startsWith("e") ? "f" : "e") + token.substring(1);
      assertTellsNothing(place.desk().show(forged), 403);
      assertTellsNothing(place.decide(forged, "decision", "approve"), 403);
      Tokens other = new Tokens(KEY, "otherstore", Clock.systemUTC());
      String elsewhere =
          other.issue(
              new Tokens.Subject(AskedStore.ID, id, AskedStore.digest(REFUND)),
              "dana",
              List.of(Choice.APPROVE),
              Instant.now().plusSeconds(60));
      assertTellsNothing(place.desk().show(elsewhere), 403);
      assertThat(place.mail()).isEmpty();
    }
  }

  @Test
  void anExpiredLinkIsRefused() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String old =
          place.tokens.issue(
              new Tokens.Subject(AskedStore.ID, id, AskedStore.digest(REFUND)),
              "dana",
              List.of(Choice.APPROVE),
              Instant.now().minusSeconds(1));
      assertTellsNothing(place.desk().show(old), 410);
      assertTellsNothing(place.decide(old, "decision", "approve"), 410);
      assertThat(place.mail()).isEmpty();
    }
  }

  @Test
  void aLinkIsGoodForOneDecision() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      assertThat(place.decide(token, "decision", "reject").status()).isEqualTo(202);
      assertTellsNothing(place.decide(token, "decision", "approve"), 409);
      assertTellsNothing(place.desk().show(token), 409);
      assertThat(place.mail()).hasSize(1);
      assertThat(decision(place.mail().getFirst()).choice()).isEqualTo(Choice.REJECT);
      assertThat(place.rings).hasSize(1);
    }
  }

  @Test
  void aWorkerThatDiedBetweenProofAndMailCostsNobodyTheDecision() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String tokenId = ((Tokens.Check.Valid) place.tokens.verify(token)).claims().id();
      assertThat(
              place
                  .store
                  .transcript()
                  .tokens()
                  .redeem(
                      tokenId, AskedStore.ID, "token-" + tokenId, Instant.now().plusSeconds(60)))
          .isTrue();
      assertThat(place.decide(token, "decision", "approve").status()).isEqualTo(202);
      assertThat(place.mail()).hasSize(1);
    }
  }

  @Test
  void aTokenThatProvedAnotherMailProvesNoSecondOne() {
    try (Place place = new Place(folder)) {
      String id = place.store.askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String tokenId = ((Tokens.Check.Valid) place.tokens.verify(token)).claims().id();
      assertThat(
              place
                  .store
                  .transcript()
                  .tokens()
                  .redeem(tokenId, AskedStore.ID, "by-the-command", Instant.now().plusSeconds(60)))
          .isTrue();
      assertTellsNothing(place.decide(token, "decision", "approve"), 409);
      assertThat(place.mail()).isEmpty();
    }
  }

  @Test
  void whatWasDecidedOrChangedOrIsAskedOfOthersIsNotShown() {
    try (Place place = new Place(folder)) {
      String decided = place.store.askTool(REFUND, "dana");
      place.store.take("m1", decided, Choice.APPROVE, true);
      assertTellsNothing(place.desk().show(place.token(decided, REFUND, "dana")), 409);

      String changed = place.store.ask(RequestKind.TOOL, REFUND, null, 2, "dana", "omar");
      String before = place.token(changed, REFUND, "dana");
      String smaller = "{\"id\":17,\"amount\":1.00}";
      place.store.edit(changed, smaller);
      assertTellsNothing(place.desk().show(before), 409);
      assertThat(place.desk().show(place.token(changed, smaller, "dana")).html())
          .contains("&quot;amount&quot;: 1.00")
          .doesNotContain("240.00");

      String others = place.store.askTool(REFUND, "omar");
      assertTellsNothing(place.desk().show(place.token(others, REFUND, "dana")), 409);
      assertTellsNothing(place.desk().show(place.token("r99", REFUND, "dana")), 409);
      assertThat(place.mail()).isEmpty();
    }
  }
}
