package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Blueprint;
import dev.parley.agents.ModelSpec;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a conversation does when its model's endpoint fails, on a real server. */
class EndpointFaultsTest extends LabFixture.ForTheClass {

  private static final EndpointAnswer WELL = EndpointAnswer.text("All is well. TERMINATE");

  /** A team whose calls may take a second. */
  private static Blueprint impatient(ModelEndpoint endpoint) {
    return impatient(endpoint, Duration.ofSeconds(1));
  }

  private static Blueprint impatient(ModelEndpoint endpoint, Duration timeout) {
    ModelSpec spec = Coding.model(endpoint);
    return Coding.team(
        new ModelSpec(
            spec.provider(),
            spec.model(),
            null,
            null,
            timeout,
            spec.baseUrl(),
            Map.of(),
            null,
            null,
            null,
            List.of()));
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        Arguments.of("rate-limit", EndpointAnswer.error(429, "rate_limit_exceeded", "slow down")),
        Arguments.of("server-error", EndpointAnswer.error(500, "server_error", "oh no")),
        Arguments.of("overloaded", EndpointAnswer.of(503, "overloaded")),
        Arguments.of("reset", EndpointAnswer.reset()),
        Arguments.of("stalled", EndpointAnswer.stalled()),
        Arguments.of("cut", EndpointAnswer.text("cut").ending(EndpointAnswer.Ending.CUT)),
        Arguments.of("truncated", EndpointAnswer.of(200, "{\"choices\":[{\"mess")),
        Arguments.of("empty-choices", EndpointAnswer.of(200, "{\"choices\":[]}")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aFaultThatPassesIsOvercome(String id, EndpointAnswer fault) {
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(request -> request.number() <= 2 ? fault : WELL)) {
      lab.start(id, impatient(endpoint), "Is all well?");
      lab.awaitEnd(id, PATIENCE);

      assertThat(lab.lines(id))
          .containsExactly("user: Is all well?", "coder: All is well. TERMINATE");
      assertThat(endpoint.count()).isEqualTo(3);
    }
  }

  @Test
  void aReplyThatBreaksOffIsHeardAgainFromItsBeginning() {
    EndpointAnswer reply = EndpointAnswer.events(spoken("word ".repeat(40) + "TERMINATE"));
    try (ModelEndpoint endpoint =
            ModelEndpoint.start(
                request ->
                    request.number() == 1
                        ? reply.ending(EndpointAnswer.Ending.STALL)
                        : reply.paced(Duration.ofMillis(20)));
        LiveReader ear = lab.transcript().live().listen("torn")) {
      lab.start("torn", impatient(endpoint, Duration.ofSeconds(5)), "Speak.");
      List<LiveText> heard = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                heard.addAll(ear.news(Duration.ofMillis(100)));
                return lab.standing("torn").end() != null;
              });

      assertThat(heard).extracting(LiveText::attempt).contains(1, 2).isSorted();
      for (int attempt = 1; attempt <= 2; attempt++) {
        int one = attempt;
        List<LiveText> of = heard.stream().filter(text -> text.attempt() == one).toList();
        assertThat(of.getFirst().begins()).isTrue();
        assertThat(of).extracting(LiveText::call).containsOnly(of.getFirst().call());
        assertThat("word ".repeat(40) + "TERMINATE")
            .startsWith(of.stream().map(LiveText::more).reduce("", String::concat));
      }
      assertThat(lab.lines("torn").getLast()).endsWith("word TERMINATE");
    }
  }

  /** A reply as a stream of events, one a word. */
  private static List<String> spoken(String text) {
    List<String> events = new ArrayList<>();
    for (String word : text.split("(?<= )", -1)) {
      events.add(event("{\"content\":\"" + word + "\"}", "null"));
    }
    events.add(event("{}", "\"stop\""));
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static String event(String delta, String finish) {
    return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}%n%n"
        .formatted(delta, finish);
  }

  static Stream<Arguments> lasting() {
    String refusal = "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"no\"},";
    return Stream.of(
        Arguments.of("bad-request", EndpointAnswer.error(400, "invalid", "what?"), "400"),
        Arguments.of("bad-key", EndpointAnswer.error(401, "invalid_api_key", "who?"), "401"),
        Arguments.of("no-model", EndpointAnswer.error(404, "model_not_found", "where?"), "404"),
        Arguments.of(
            "filtered-prompt",
            EndpointAnswer.error(400, "content_filter", "no!"),
            "content_filter"),
        Arguments.of(
            "filtered-reply",
            EndpointAnswer.of(200, refusal + "\"finish_reason\":\"content_filter\"}]}"),
            "a refusal"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void aFaultThatLastsEndsItClearlyAndWordsContinueItLater(
      String id, EndpointAnswer fault, String detail) {
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(request -> request.number() == 1 ? fault : WELL)) {
      lab.start(id, impatient(endpoint), "Is all well?");
      lab.awaitEnd(id, PATIENCE);

      assertThat(lab.standing(id).state()).isEqualTo(State.FAILED);
      var end = Objects.requireNonNull(lab.standing(id).end());
      assertThat(end.reason()).isEqualTo("failed");
      assertThat(end.detail()).contains("openai:chaos", detail);
      assertThat(endpoint.count()).isOne();

      lab.awaitClosed(id);
      lab.sayAgain(id, "m1", "And now?");
      lab.awaitEnd(id, PATIENCE);
      assertThat(lab.standing(id).state()).isEqualTo(State.FINISHED);
      assertThat(lab.lines(id))
          .containsExactly(
              "user: Is all well?",
              "parley: (failed)",
              "dana: And now?",
              "coder: All is well. TERMINATE");
    }
  }

  @Test
  void aFaultThatIsRetriedTooOftenEndsIt() {
    try (ModelEndpoint endpoint = ModelEndpoint.always(EndpointAnswer.of(500, "never"))) {
      ModelSpec spec = Coding.model(endpoint);
      Blueprint team =
          Coding.team(
              new ModelSpec(
                  spec.provider(),
                  spec.model(),
                  null,
                  null,
                  null,
                  spec.baseUrl(),
                  Map.of(),
                  null,
                  new ModelSpec.Retry(3, null),
                  null,
                  List.of()));
      lab.start("never", team, "Is all well?");
      lab.awaitEnd("never", PATIENCE);

      assertThat(lab.standing("never").state()).isEqualTo(State.FAILED);
      assertThat(endpoint.count()).isEqualTo(3);
    }
  }

  @Test
  void noRequestComesBeforeTheTimeThatTheEndpointNamed() {
    List<Instant> requests = new CopyOnWriteArrayList<>();
    EndpointAnswer later =
        EndpointAnswer.error(429, "rate_limit", "slow").header("Retry-After", "3");
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(
            request -> {
              requests.add(Instant.now());
              return request.number() == 1 ? later : WELL;
            })) {
      lab.start("retry-after", impatient(endpoint), "Is all well?");
      lab.awaitEnd("retry-after", PATIENCE);

      assertThat(requests).hasSize(2);
      assertThat(Duration.between(requests.get(0), requests.get(1)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void anInterruptReachesTheSocket() {
    try (ModelEndpoint endpoint = ModelEndpoint.always(WELL.after(Duration.ofMinutes(1)))) {
      lab.start("interrupted", Coding.team(Coding.model(endpoint)), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      Instant asked = Instant.now();
      lab.signal("interrupted", "interrupt", Map.of("by", "dana"));
      Waiting.until("the client goes away", PATIENCE, () -> endpoint.disconnects() == 1);

      System.out.printf(
          "an interrupt reached the socket after %d ms%n",
          Duration.between(asked, Instant.now()).toMillis());
      lab.awaitState("interrupted", State.WAITING);
      lab.signal("interrupted", "stop", Map.of("by", "dana"));
      lab.awaitEnd("interrupted", PATIENCE);
      assertThat(endpoint.count()).isOne();
    }
  }
}
