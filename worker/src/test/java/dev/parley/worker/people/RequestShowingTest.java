package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a link of a notice shows, and that showing changes nothing. */
@Timeout(60)
class RequestShowingTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageShowsAllThatIsAskedAndWhy() {
    try (LinkDesk place = new LinkDesk(folder)) {
      place.store().say("cashier", "Ann has paid twice.");
      String id = place.store().askTool(REFUND, "dana");
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
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
      String token = place.token(id, REFUND, "dana");
      for (int i = 0; i < 3; i++) {
        assertThat(place.desk().show(token).status()).isEqualTo(200);
      }
      assertThat(place.mail()).isEmpty();
      assertThat(place.rings()).isEmpty();
    }
  }

  @Test
  void aDeadlineHasItsZoneAndSaysWhatHappensThen() {
    try (LinkDesk place = new LinkDesk(folder)) {
      Instant deadline = Instant.now().plus(Duration.ofHours(5)).plusSeconds(30);
      String id = place.store().ask(RequestKind.TOOL, REFUND, deadline, 1, "dana");
      assertThat(place.desk().show(place.token(id, REFUND, "dana")).html())
          .contains(" UTC, in 5 h; then: escalate to cfo");
    }
  }

  @Test
  void onlyTheDecisionsOfTheLinkAreOffered() {
    try (LinkDesk place = new LinkDesk(folder)) {
      String id = place.store().askTool(REFUND, "dana");
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
    try (LinkDesk place = new LinkDesk(folder)) {
      Map<RequestKind, String> buttons =
          Map.of(
              RequestKind.HUMAN, ">Answer<",
              RequestKind.HANDOFF, ">Answer<",
              RequestKind.IN_DOUBT, ">It has not happened<",
              RequestKind.BUDGET, "name=\"amount\"",
              RequestKind.TASK, ">Do not answer<",
              RequestKind.PLAN, ">Approve as changed<",
              RequestKind.CODE, ">Reject<");
      buttons.forEach(
          (kind, button) -> {
            String id = place.store().ask(kind, "text", null, 1, "dana");
            assertThat(place.desk().show(place.token(id, "text", "dana")).html())
                .as("%s", kind)
                .contains(button);
          });
    }
  }
}
