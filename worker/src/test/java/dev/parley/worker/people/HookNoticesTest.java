package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.people.Hook;
import dev.parley.activities.people.People;
import dev.parley.transcript.Json;
import dev.parley.transcript.NoticeStore.Notice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What hooks are told, and what becomes of notices that do not arrive. */
@Timeout(120)
class HookNoticesTest {

  private static final String REFUND = "{\"id\":17,\"amount\":240.00}";

  @TempDir private Path folder = Path.of("");

  @Test
  void aHookIsSignedAndHasAnIdAndNothingIsSentToPrivateAddressesUnlessAllowed() throws Exception {
    try (HookServer server = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      store.askTool(REFUND, "omar");
      People people =
          NoticeDesk.people(
              Map.of("chat", new Hook("chat", server.url(), Optional.of("s3cret"))),
              NoticeDesk.person("omar", "", "chat"));
      try (Notifier strict =
          NoticeDesk.notifier(
              store,
              people,
              NoticeDesk.settings(Optional.empty(), List.of(), Set.of()),
              Optional.empty())) {
        strict.round();
      }
      assertThat(server.posts()).as("not to this machine").isEmpty();
      assertThat(NoticeDesk.due(store)).as("tried again in a minute").isEmpty();
      store.askTool(REFUND, "omar");
      try (Notifier notifier =
          NoticeDesk.notifier(
              store,
              people,
              NoticeDesk.settings(
                  Optional.empty(), List.of(), Set.of("127.0.0.1:" + server.url().getPort())),
              Optional.empty())) {
        notifier.round();
      }
      assertThat(server.posts()).hasSize(1);
      HookServer.Post post = server.posts().getFirst();
      String id = String.valueOf(post.headers().get("webhook-id"));
      String time = String.valueOf(post.headers().get("webhook-timestamp"));
      assertThat(id).isEqualTo(store.transcript().storeId() + "-2-omar");
      assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(post.headers().get("webhook-signature"))
          .isEqualTo("v1," + HookChannel.signature("s3cret", id + "." + time + "." + post.body()));
      JsonNode body = Json.mapper().readTree(post.body());
      assertThat(body.get("person").asText()).isEqualTo("omar");
      assertThat(body.get("why").asText()).isEqualTo("asked");
      assertThat(body.get("kind").asText()).isEqualTo("tool");
      assertThat(body.get("gist").asText()).isEqualTo("refund(id=17, amount=240.00)");
      assertThat(body.get("command").asText())
          .isEqualTo("parley decide pay-2f91/r2 approve --as omar");
      assertThat(body.has("link")).isFalse();
    }
  }

  @Test
  void theSignatureIsTheOneOfTheStandard() {
    // The example of the Standard Webhooks specification.
    assertThat(
            HookChannel.signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void whatFailsIsTriedAgainAndWhatHasArrivedIsNotSentTwice() {
    try (HookServer good = new HookServer();
        HookServer bad = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      bad.answers(500);
      store.askTool(REFUND, "omar");
      Notice notice = NoticeDesk.due(store).getFirst();
      People people =
          NoticeDesk.people(
              Map.of(
                  "good", new Hook("good", good.url(), Optional.empty()),
                  "bad", new Hook("bad", bad.url(), Optional.empty())),
              NoticeDesk.person("omar", "", "good", "bad"));
      PeopleSettings settings =
          NoticeDesk.settings(Optional.empty(), List.of(), Set.of("127.0.0.1"));
      try (Notifier notifier = NoticeDesk.notifier(store, people, settings, Optional.empty())) {
        notifier.round();
        assertThat(NoticeDesk.due(store)).as("not at once").isEmpty();
        // A minute passes.
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        bad.answers(302);
        notifier.round();
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        bad.answers(200);
        notifier.round();
        assertThat(NoticeDesk.due(store)).isEmpty();
      }
      assertThat(good.posts()).hasSize(1);
      assertThat(bad.posts())
          .as("a redirect is a failure, and is not followed")
          .hasSize(3)
          .extracting(post -> post.headers().get("webhook-id"))
          .containsOnly(store.transcript().storeId() + "-1-omar");
    }
  }

  @Test
  void pausesGrowAndAfterADayItIsGivenUp() {
    assertThat(
            List.of(
                Notifier.pause(0),
                Notifier.pause(1),
                Notifier.pause(2),
                Notifier.pause(3),
                Notifier.pause(20)))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(1));
    try (HookServer bad = new HookServer();
        AskedStore store = AskedStore.in(folder, "task")) {
      bad.answers(500);
      store.askTool(REFUND, "omar");
      Notice notice = NoticeDesk.due(store).getFirst();
      People people =
          NoticeDesk.people(
              Map.of("bad", new Hook("bad", bad.url(), Optional.empty())),
              NoticeDesk.person("omar", "", "bad"));
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
      try (Notifier notifier =
          NoticeDesk.notifier(
              store,
              people,
              NoticeDesk.settings(Optional.empty(), List.of(), Set.of("127.0.0.1")),
              Optional.empty(),
              later,
              true)) {
        notifier.round();
        store.transcript().notices().retry(notice.number(), Duration.ZERO);
        notifier.round();
      }
      assertThat(bad.posts()).hasSize(1);
    }
  }
}
