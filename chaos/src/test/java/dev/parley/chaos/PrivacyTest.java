package dev.parley.chaos;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Human;
import dev.parley.agents.Reply;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Words are in the transcript and nowhere else: not in Temporal's histories, not in what its server
 * shows or keeps, not in logs, not in metrics. Two doors let words into a history, and they lead no
 * further.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class PrivacyTest {

  private static final Pattern PAGES = Pattern.compile("health pages at (http://\\S+)/health");

  private final List<String> played = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private PrivateRoom room;

  @SuppressWarnings("NullAway.Init")
  private PrivateTalks talks;

  @BeforeAll
  void open(@TempDir Path folder) {
    room = new PrivateRoom(Parts.requireTemporal(), folder);
    talks = new PrivateTalks(room);
    System.out.println("privacy: " + room.words());
  }

  @AfterAll
  void close() {
    if (room != null) {
      room.close();
    }
  }

  Stream<String> kinds() {
    return talks.all().keySet().stream();
  }

  @ParameterizedTest
  @Order(1)
  @MethodSource("kinds")
  void aConversationFullOfWordsRunsToItsEnd(String kind) {
    Objects.requireNonNull(talks.all().get(kind)).run();
    played.add(kind);
  }

  @Test
  @Order(2)
  void everyWordIsInTheTranscript() {
    assertThat(played).containsExactlyElementsOf(talks.all().keySet());
    Exhibit transcripts = room.transcripts(ids());

    List<String> missing = new ArrayList<>(room.words().places().values());
    room.words()
        .places()
        .forEach(
            (word, place) -> {
              if (transcripts.bytes().toStringUtf8().contains(word)) {
                missing.remove(place);
              }
            });
    assertThat(missing).as("words that were planted in vain").isEmpty();
    assertThat(room.words().places()).hasSizeGreaterThan(50);
  }

  private List<String> ids() {
    return runs().stream().map(run -> run.getExecution().getWorkflowId()).distinct().toList();
  }

  private List<WorkflowExecutionInfo> runs() {
    return room.sight().runs();
  }

  @Test
  @Order(3)
  void noEventOfAnyHistoryHoldsAWord() {
    List<RunHistory> histories = room.sight().histories(runs());

    assertThat(room.words().in(histories.stream().flatMap(Sight::events))).isEmpty();
    assertThat(histories.stream().flatMap(run -> run.events().stream()))
        .extracting(HistoryEvent::getEventType)
        .contains(
            EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
            EVENT_TYPE_ACTIVITY_TASK_FAILED,
            EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
            EVENT_TYPE_MARKER_RECORDED,
            EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
            EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
  }

  @Test
  @Order(3)
  void nothingThatTheServerShowsHoldsAWord() {
    assertThat(room.looks()).hasSizeGreaterThan(15);
    assertThat(room.words().in(Stream.concat(room.looks(), room.sight().descriptions(runs()))))
        .isEmpty();
  }

  @Test
  @Order(3)
  void noFileOfTheServerAndNoLogHoldsAWord() throws IOException {
    try (Stream<Path> files = Files.list(room.lab().folder())) {
      List<Exhibit> all =
          files
              .filter(file -> file.getFileName().toString().matches("temporal.*|.*\\.log"))
              .map(Exhibit::of)
              .toList();

      assertThat(all)
          .extracting(Exhibit::place)
          .contains("file temporal.db", "file temporal.log", "file worker.log");
      assertThat(room.words().in(all.stream())).isEmpty();
    }
    assertThat(log()).contains("reply: authentication", "invoke: ");
  }

  private String log() throws IOException {
    return Files.readString(room.lab().worker().log());
  }

  @Test
  @Order(3)
  void noMetricHoldsAWord() throws Exception {
    Matcher address = PAGES.matcher(log());
    assertThat(address.find()).isTrue();
    for (String page : List.of("/prometheus", "/health")) {
      URI uri = URI.create(address.group(1) + page);
      try (HttpClient http = HttpClient.newHttpClient()) {
        String text =
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(text).contains(page.equals("/health") ? "UP" : "parley_effects");
        assertThat(room.words().in(Exhibit.of(page, text))).isEmpty();
      }
    }
  }

  // --- The doors

  /** What fills a history through a door is found, in the event that is the door, in no other. */
  @Test
  @Order(4)
  void wordsComeInByTwoDoorsAndGoNoFurther() {
    PlantedWords words = new PlantedWords();
    String digest = room.lab().transcript().blueprints().put(parrot());
    room.lab().run("doors", Map.of("team", digest, "task", words.plant("a task given inline")));
    await().until(() -> !room.lab().transcript().conversations().withPrefix("doors").isEmpty());
    for (int i = 1; i <= 3; i++) {
      room.lab().awaitEntries("doors", 3 * i);
      room.lab().awaitState("doors", State.WAITING);
      room.lab().signal("doors", "say", Map.of("by", "dana", "text", words.plant("a typed text")));
    }
    room.lab().awaitEntries("doors", 12);
    room.lab().signal("doors", "stop", Map.of("by", "dana"));
    room.awaitEnd("doors", State.FINISHED);

    List<WorkflowExecutionInfo> runs =
        runs().stream().filter(run -> run.getExecution().getWorkflowId().equals("doors")).toList();
    assertThat(runs).hasSizeGreaterThan(1);
    assertThat(words.in(room.sight().histories(runs).stream().flatMap(Sight::events)))
        .hasSize(4)
        .filteredOn(found -> !found.contains("EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED"))
        .singleElement()
        .asString()
        .contains("event 1 EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "a task given inline");
    assertThat(words.in(room.sight().descriptions(runs))).isEmpty();
    assertThat(words.in(Exhibit.of(room.lab().worker().log()))).isEmpty();
  }

  private static Blueprint parrot() {
    return Team.twoAgents("parrot")
        .agent(Agent.userProxy("person", Human.ALWAYS))
        .agent(
            new Agent(
                "parrot",
                Agent.Type.ConversableAgent,
                "",
                List.of(new Reply.Fixed("I am a parrot.")),
                null,
                null))
        .blueprint();
  }

  @Test
  @Order(4)
  void aWordIsFoundInWhateverFormItStands() {
    PlantedWords words = new PlantedWords();
    String word = words.plant("the only one");
    for (String text : List.of(word, "a" + word, "ab" + word + "!", "abc " + word + " d")) {
      byte[] plain = text.getBytes(StandardCharsets.UTF_8);
      String coded = Base64.getEncoder().encodeToString(plain);
      String large = text.toUpperCase(Locale.ROOT);
      for (String form : List.of(text, coded, large)) {
        assertThat(words.in(Exhibit.of("here", form)))
            .containsExactly("here holds the word \"%s\", which is the only one".formatted(word));
      }
    }
    assertThat(words.in(Exhibit.of("here", "nothing"))).isEmpty();
  }
}
