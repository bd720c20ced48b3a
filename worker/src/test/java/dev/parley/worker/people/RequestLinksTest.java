package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.people.Tokens;
import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links that are not good any more, or never were. */
@Timeout(60)
class RequestLinksTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";

  @TempDir private Path folder = Path.of("");

  private static void assertTellsNothing(Page page, int status) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.html()).doesNotContain("refund", "240", "pay-2f91", "Ann", "cashier", "dana");
  }

  @Test
  void aForgedLinkIsRefused() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String forged = (token.startsWith("e") ? "f" : "e") + token.substring(1);
      assertTellsNothing(place.desk().show(forged), 403);
      assertTellsNothing(place.decide(forged, "decision", "approve"), 403);
      Tokens other = LinkDesk.tokensOf("otherstore");
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
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String old =
          place
              .tokens()
              .issue(
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
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      assertThat(place.decide(token, "decision", "reject").status()).isEqualTo(202);
      assertTellsNothing(place.decide(token, "decision", "approve"), 409);
      assertTellsNothing(place.desk().show(token), 409);
      assertThat(place.mail()).hasSize(1);
      assertThat(LinkDesk.decision(place.mail().getFirst()).choice()).isEqualTo(Choice.REJECT);
      assertThat(place.rings()).hasSize(1);
    }
  }

  @Test
  void aWorkerThatDiedBetweenProofAndMailCostsNobodyTheDecision() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String tokenId = ((Tokens.Check.Valid) place.tokens().verify(token)).claims().id();
      assertThat(
              place
                  .store()
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
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      String tokenId = ((Tokens.Check.Valid) place.tokens().verify(token)).claims().id();
      assertThat(
              place
                  .store()
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
    try (LinkDesk place = new LinkDesk(folder)) {
      String decided = place.store().askTool(REFUND, "dana");
      place.store().take("m1", decided, Choice.APPROVE, true);
      assertTellsNothing(place.desk().show(place.token(decided, REFUND, "dana")), 409);

      String changed = place.store().ask(RequestKind.TOOL, REFUND, null, 2, "dana", "omar");
      String before = place.token(changed, REFUND, "dana");
      String smaller = "{\"id\":17,\"amount\":1.00}";
      place.store().edit(changed, smaller);
      assertTellsNothing(place.desk().show(before), 409);
      assertThat(place.desk().show(place.token(changed, smaller, "dana")).html())
          .contains("&quot;amount&quot;: 1.00")
          .doesNotContain("240.00");

      String others = place.store().askTool(REFUND, "omar");
      assertTellsNothing(place.desk().show(place.token(others, REFUND, "dana")), 409);
      assertTellsNothing(place.desk().show(place.token("r99", REFUND, "dana")), 409);
      assertThat(place.mail()).isEmpty();
    }
  }
}
