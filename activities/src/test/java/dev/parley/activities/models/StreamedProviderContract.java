package dev.parley.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every provider does whose reply is heard while it comes. */
abstract class StreamedProviderContract extends HttpProviderContract {

  private static final Said LONG_SAID =
      new Said(
          "two and two",
          "It is four, as ever. Ü 🙂",
          List.of(new ScriptedReply.Call("refund", "{\"id\":17,\"amount\":240.00}")),
          Finish.TOOLS,
          EndpointAnswer.USAGE);

  private final Heard heard = new Heard();

  StreamedProviderContract(WireFormat format) {
    super(format, true);
  }

  @Override
  Listener listener() {
    return heard;
  }

  @Test
  void theReplyIsTheSameAsWithoutAStream() throws Exception {
    ModelSpec spec =
        answering(request -> format().answer(LONG_SAID, format().asksForStream(request)));

    ModelReply streamed = call(askWithTools(spec, true));
    ModelReply whole = provider().call(askWithTools(spec, true));

    assertThat(streamed)
        .usingRecursiveComparison()
        .ignoringFields("millis", "calls.id", "sent")
        .isEqualTo(whole);
    assertThat(streamed.text()).isEqualTo("It is four, as ever. Ü 🙂");
    assertThat(streamed.thought()).isEqualTo("two and two");
    assertThat(streamed.usage()).isEqualTo(reported(EndpointAnswer.USAGE));
  }

  @Test
  void textAndThoughtsAreToldInTheirPieces() throws Exception {
    ModelReply reply = call(askWithTools(always(saying(LONG_SAID)), true));

    assertThat(heard.texts()).hasSizeGreaterThan(3);
    assertThat(String.join("", heard.texts())).isEqualTo(reply.text());
    assertThat(String.join("", heard.thoughts())).isEqualTo(reply.thought());
  }

  @Test
  void whatCameIsToldBeforeTheRestIsThere() throws Exception {
    ModelSpec spec = always(saying(Said.text("one two three")).paced(Duration.ofMillis(150)));
    long start = System.nanoTime();

    ModelReply reply = call(ask(spec, LONG));

    long first = heard.firstAt() - start;
    assertThat(Duration.ofNanos(first).plusMillis(250))
        .isLessThan(Duration.ofMillis(reply.millis()));
  }

  @Test
  void aStreamThatStopsAnywhereBeforeItsEndIsNoAnswer() {
    List<String> events = format().events(Said.text("one two three"));
    int complete = complete(events);
    for (int left = 0; left < complete; left++) {
      ModelFailure failure = failure(always(EndpointAnswer.events(events.subList(0, left))), LONG);

      assertThat(failure.type()).as("%d events", left).isEqualTo(FailureType.NETWORK);
      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessageContaining("broke the connection (EOFException)");
    }
  }

  /** How many events it takes until the one that says why the model stopped. */
  private static int complete(List<String> events) {
    for (int place = events.size() - 1; place >= 0; place--) {
      String event = events.get(place);
      if (event.contains("\"stop\"")
          || event.contains("\"end_turn\"")
          || event.contains("\"STOP\"")) {
        return place + 1;
      }
    }
    throw new IllegalArgumentException("these events never end");
  }

  @Test
  void anEventThatIsCutInItsMiddleIsATruncatedStream() {
    List<String> events = format().events(Said.text("one two three"));
    String half = String.join("", events.subList(0, 2)) + events.get(2).strip().substring(0, 30);

    ModelFailure failure = failure(always(EndpointAnswer.events(List.of(half))), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.NETWORK);
  }

  @Test
  void anErrorInTheMiddleOfAStreamIsThatError() {
    List<String> events = new ArrayList<>(format().events(Said.text("one two three")));
    events.add(3, format().failing().getKey());

    ModelFailure failure = failure(always(EndpointAnswer.events(events)), LONG);

    assertThat(failure.type()).isEqualTo(FailureType.SERVER_ERROR);
    assertThat(failure.status()).hasValue(format().failing().getValue());
    assertThat(failure.getMessage()).doesNotContain("planted");
    assertThat(failure.details()).hasValueSatisfying(text -> assertThat(text).contains("planted"));
  }

  @Test
  void anEventThatIsNoJsonIsAnUnreadableBody() {
    List<String> events = new ArrayList<>(format().events(Said.text("one two three")));
    events.add(2, "data: oh no\n\n");

    assertThat(failure(always(EndpointAnswer.events(events)), LONG).type())
        .isEqualTo(FailureType.BAD_OUTPUT);
  }

  @Test
  void anEndpointThatDoesNotStreamIsUnderstoodToo() throws Exception {
    ModelSpec spec = always(format().answer(Said.text("Hi."), false));

    assertThat(call(ask(spec, LONG)).text()).isEqualTo("Hi.");
  }

  @Test
  void theDeadlineCoversTheWholeStream() {
    ModelSpec spec = always(saying(Said.text("a b c d e f g h")).paced(Duration.ofMillis(100)));

    ModelFailure failure = failure(spec, Duration.ofMillis(650));

    assertThat(failure.type()).isEqualTo(FailureType.TIMEOUT);
    assertThat(heard.texts()).isNotEmpty();
  }

  @Test
  void nothingIsToldAfterACallHasEnded() {
    ModelSpec spec = always(saying(Said.text("a b c d e f g h")).paced(Duration.ofMillis(50)));

    ModelFailure unused =
        Objects.requireNonNull(
            catchThrowableOfType(
                ModelFailure.class, () -> call(ask(spec, Duration.ofMillis(350)))));

    assertThat(heard.threads()).containsOnly(Thread.currentThread());
  }

  @Test
  void streamsDoNotWaitForEachOther() throws Exception {
    ModelSpec spec = always(saying(Said.text("a b c d e f")).paced(Duration.ofMillis(100)));
    List<Heard> all = new ArrayList<>();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ModelReply>> replies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        var own = new Heard();
        all.add(own);
        replies.add(threads.submit(() -> provider().call(ask(spec, LONG), own)));
      }
      for (Future<ModelReply> reply : replies) {
        assertThat(reply.get(10, TimeUnit.SECONDS).text()).isEqualTo("a b c d e f");
      }
    }
    long took = System.nanoTime() - start;
    // Each has heard its first word long before the first of them was through.
    assertThat(all).allSatisfy(one -> assertThat(one.firstAt() - start).isLessThan(took * 3 / 4));
  }
}
