package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.client.ParleyException;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.api.common.v1.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signals of strangers: whatever they send, the conversation goes on, and what was refused is
 * written down.
 */
class HostileSignalsTest extends LabFixture.ForTheClass {

  private static final List<String> NAMES = List.of("say", "pause", "interrupt", "stop");

  /** What a run writes down at most: each of the first ten, and one entry for the rest. */
  private static final int A_RUN = 11;

  @SuppressWarnings("NullAway.Init")
  private RawSignals signals;

  @BeforeAll
  void sender() {
    signals = new RawSignals(lab);
  }

  // --- A conversation that waits for a person

  private void begin(String id) {
    Blueprint team =
        Team.twoAgents("chat")
            .model("main", ModelSpec.scripted("main", List.of(ScriptedReply.say("Hello."))))
            .agent(Agent.userProxy("person", Human.ALWAYS))
            .agent(Agent.assistant("helper"))
            .blueprint();
    lab.start(id, team, "hi");
    lab.awaitState(id, State.WAITING);
  }

  private void awaitExit(String id) {
    lab.awaitEnd(id, PATIENCE);
    assertThat(lab.standing(id).end()).satisfies(end -> assertThat(end.reason()).isEqualTo("exit"));
    assertThat(lab.transcript().entries().verify(id)).isEmpty();
    assertThat(lab.entries(id).stream().filter(entry -> !isRefusal(entry)).map(Entry::text))
        .containsExactly("hi", "Hello.", "dana is asked to reply as person", "");
  }

  private static boolean isRefusal(Entry entry) {
    return entry.head().event() == Event.REFUSED;
  }

  private List<String> refusals(String id) {
    return lab.entries(id).stream().filter(HostileSignalsTest::isRefusal).map(Entry::text).toList();
  }

  private void awaitRefusals(String id, int count) {
    Waiting.until(count + " refusals", PATIENCE, () -> refusals(id).size() >= count);
  }

  // --- What cannot be read

  static Stream<String> broken() {
    return RawSignals.broken().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatCannotBeReadIsRefusedAndChangesNothing(String kind) {
    String id = "broken-" + kind.replace(' ', '-');
    List<Payload> payloads = RawSignals.broken().getOrDefault(kind, List.of());
    begin(id);
    NAMES.forEach(name -> assertThat(signals.send(id, name, payloads)).isTrue());
    awaitRefusals(id, NAMES.size());
    assertThat(lab.standing(id).state()).isEqualTo(State.WAITING);
    client.find(id).say("exit", "dana");
    awaitExit(id);
    assertThat(refusals(id)).hasSize(NAMES.size());
  }

  @Test
  void unknownNamesAreRefusedWhateverTheyBring() {
    begin("unknown");
    int taken = 0;
    for (String name : List.of("dance", "\u001b[2J", "x".repeat(900), "__temporal_x", "say ", "")) {
      taken += signals.send("unknown", name, List.of(RawSignals.json("7"))) ? 1 : 0;
      taken += signals.send("unknown", name, List.of()) ? 1 : 0;
    }
    assertThat(taken).isBetween(6, 10);
    client.find("unknown").say("exit", "dana");
    awaitExit("unknown");
    assertThat(refusals("unknown")).isNotEmpty().allMatch("unknown signal"::equals);
  }

  // --- What is too large or too much

  @Test
  void hugeSignalsAreNotAcceptedAndLargeOnesEndNoRun() {
    begin("huge");
    assertThat(signals.send("huge", "say", List.of(RawSignals.json("x".repeat(90_000))))).isFalse();
    assertThat(signals.send("huge", "dance", List.of(RawSignals.json("x".repeat(2_000_000)))))
        .isFalse();
    Payload large = RawSignals.json("{\"text\":\"" + "x".repeat(80_000) + "\"}");
    // The server takes none while a run continues as new, which takes longer on a busy machine.
    assertThat(signals.flood("huge", "say", List.of(large), 120)).isBetween(20, 120);
    client.find("huge").say("exit", "dana");
    awaitExit("huge");
    lab.awaitClosed("huge");
    int runs = lab.histories("huge").size();
    assertThat(refusals("huge")).hasSizeBetween(A_RUN, 2 * runs * A_RUN);
  }

  @Test
  void thousandsAreCountedAndWordsArriveAllTheSame() {
    begin("flood");
    int taken = signals.flood("flood", "dance", List.of(RawSignals.json("{}")), 2_000);
    client.find("flood").say("exit", "dana");
    awaitExit("flood");
    lab.awaitClosed("flood");
    // A workflow task that runs again may count some a second time.
    assertThat(refused("flood")).isGreaterThanOrEqualTo(taken);
    assertThat(refusals("flood"))
        .hasSizeLessThanOrEqualTo(2 * lab.histories("flood").size() * A_RUN);
  }

  /** How many signals the transcript says were refused. */
  private int refused(String id) {
    Pattern rest = Pattern.compile("(\\d+) further signals were refused");
    return refusals(id).stream()
        .map(rest::matcher)
        .mapToInt(summary -> summary.matches() ? number(summary) : 1)
        .sum();
  }

  private static int number(Matcher summary) {
    return Integer.parseInt(summary.group(1));
  }

  @Test
  void wordsWhoseSignalTheServerRefusedForItsNumberArriveWithTheNextRun() {
    begin("full");
    lab.worker().kill();
    assertThat(signals.flood("full", "dance", List.of(RawSignals.json("{}")), 600)).isEqualTo(500);

    client.find("full").say("exit", "dana");
    assertThatThrownBy(() -> client.find("full").pause("dana"))
        .isInstanceOf(ParleyException.Refused.class)
        .hasMessage("full takes no more signals at the moment; pause it again in a few seconds");

    lab.worker().start();
    lab.worker().awaitWorking();
    awaitExit("full");
    assertThat(refused("full")).isEqualTo(500);
    lab.awaitClosed("full");
    assertThat(lab.histories("full")).hasSize(2);
  }

  // --- While it works

  @Test
  void aConversationThatIsAtWorkEndsAsUndisturbed() {
    try (ModelEndpoint endpoint = new Coding(6, Duration.ofMillis(150)).endpoint()) {
      Blueprint team = Coding.team(Coding.model(endpoint));
      lab.start("calm", team, "Add up the squares.");
      lab.awaitEnd("calm", PATIENCE);
      int paid = endpoint.requests().size();
      lab.start("disturbed", team, "Add up the squares.");
      for (List<Payload> payloads : RawSignals.broken().values()) {
        NAMES.forEach(name -> signals.send("disturbed", name, payloads));
        signals.send("disturbed", "dance", payloads);
      }
      lab.awaitEnd("disturbed", PATIENCE);
      assertThat(endpoint.requests()).hasSize(2 * paid);
    }
    assertThat(lab.lines("disturbed").stream().filter(line -> !line.endsWith("(refused)")))
        .containsExactlyElementsOf(lab.lines("calm"));
    assertThat(refusals("disturbed")).isNotEmpty();
  }

  // --- What is said twice, to nobody, or not at all

  private static Map<String, Object> body(String id) {
    return Map.of("id", id, "by", "dana");
  }

  @Test
  void idsThatRepeatChangeNothingInTheNextRunsToo() {
    lab.rehire(Map.of("PARLEY_CONTINUE_AFTER_TURNS", "2"));
    try (ModelEndpoint endpoint = new Coding(6, Duration.ofSeconds(1)).endpoint()) {
      lab.start("again", Coding.team(Coding.model(endpoint)), "Add up the squares.");
      lab.awaitBegun("again", "turn/1/coder/1");
      lab.signal("again", "interrupt", body("i1"));
      lab.awaitState("again", State.WAITING);
      lab.signal("again", "interrupt", body("i1"));
      lab.signal("again", "resume", body("r1"));
      for (int turn = 3; turn <= 9; turn += 2) {
        lab.awaitBegun("again", "turn/" + turn + "/coder/1");
        lab.signal("again", "interrupt", body("i1"));
        lab.signal("again", "pause", body("i1"));
        lab.signal("again", "stop", body("i1"));
      }
      lab.awaitEnd("again", PATIENCE);
      lab.awaitClosed("again");
      // The first call may be interrupted before it has left.
      assertThat(endpoint.requests()).hasSizeBetween(6, 7);
    }
    lab.rehire(Map.of());
    assertThat(lab.histories("again").size()).isGreaterThan(2);
    assertThat(lab.entries("again").stream().filter(entry -> entry.head().event() != null))
        .extracting(entry -> String.valueOf(entry.head().event()))
        .containsExactly("CANCELLED", "INTERRUPTED", "RESUMED");
    assertThat(lab.standing("again").end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
  }

  @Test
  void wordsUnderAnotherIdAreNotSaidTwiceAndTheTaskIsNoWord() {
    begin("twice");
    lab.signal("twice", "say", Map.of("id", "a", "mail", "task"));
    lab.say("twice", "m1", "exit");
    for (String id : List.of("b", "c")) {
      signals.send(
          "twice",
          "say",
          List.of(RawSignals.json("{\"id\":\"%s\",\"mail\":\"m1\"}".formatted(id))));
    }
    awaitExit("twice");
    assertThat(refusals("twice")).containsExactly("say: the task is no words of a person");
  }

  @Test
  void wordsToNobodyAreRefused() {
    begin("nobody");
    client.find("nobody").say("Hello?", "dana", "ghost");
    awaitRefusals("nobody", 1);
    client.find("nobody").say("exit", "dana");
    awaitExit("nobody");
    assertThat(refusals("nobody")).containsExactly("no agent is called \"ghost\"");
    assertThat(lab.transcript().mail().open("nobody")).isEmpty();
  }

  @Test
  void wordsThatAreNotInTheStoreAreRefusedAfterHalfAMinute() {
    begin("missing");
    begin("late");
    long announced = System.nanoTime();
    for (String id : List.of("missing", "late")) {
      lab.signal(id, "say", Map.of("id", "m1", "mail", "m1", "by", "dana"));
      lab.signal(id, "say", Map.of("id", "m1", "mail", "m1", "by", "dana"));
    }
    lab.signal("missing", "pause", body("p1"));
    lab.awaitState("missing", State.PAUSED);
    lab.say("late", "m1", "exit");
    awaitExit("late");
    assertThat(refusals("late")).isEmpty();

    awaitRefusals("missing", 1);
    assertThat(Duration.ofNanos(System.nanoTime() - announced))
        .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(40));
    lab.signal("missing", "stop", body("s1"));
    lab.awaitEnd("missing", PATIENCE);
    assertThat(refusals("missing"))
        .containsExactly("the words that were announced are not in the store");
  }
}
