package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Policy;
import dev.parley.agents.Policy.Then;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.ToolEffect;
import dev.parley.client.Parley;
import dev.parley.client.Ruling;
import dev.parley.client.Verdict;
import dev.parley.transcript.RequestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A question to a person outlives all processes: worker and server are really gone while reminders
 * and deadlines pass. The waits are of seconds; nothing in them depends on that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongWaitTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String ESCALATED = "escalated";
  private static final String REMINDED = "reminded";

  @SuppressWarnings("NullAway.Init")
  private Arena arena;

  /** Both are asked, then nothing runs until all that is due soon is overdue. */
  @BeforeAll
  void ask(@TempDir Path folder) {
    arena = Arena.sqlite(Parts.requireTemporal(), folder);
    Then then =
        new Then.Escalate(List.of("cfo"), Duration.ofHours(1), List.of(), new Then.Approve());
    ask(ESCALATED, policy(Duration.ofSeconds(8), seconds(6, 7), then));
    ask(REMINDED, policy(Duration.ofHours(1), seconds(6, 7, 8), null));
    Instant first = awaitOpen(ESCALATED).askedAt();
    Instant second = awaitOpen(REMINDED).askedAt();
    nothingRunsBetween(first.plusSeconds(6), second.plusSeconds(8));
  }

  @AfterAll
  void close() {
    if (arena != null) {
      arena.close();
    }
  }

  // --- Who is asked, and until when

  private static Policy policy(
      @Nullable Duration deadline, List<Duration> remind, @Nullable Then then) {
    return new Policy(
        null,
        List.of(new Policy.Stage(List.of("omar"), null, null)),
        false,
        null,
        List.of(),
        false,
        null,
        deadline,
        remind,
        then,
        null);
  }

  private static List<Duration> seconds(long... all) {
    return Arrays.stream(all).mapToObj(Duration::ofSeconds).toList();
  }

  private void ask(String id, Policy policy) {
    var call = new ScriptedReply.Call(Deeds.PAY, Asked.arguments(1, 10));
    List<ScriptedReply> replies =
        List.of(ScriptedReply.calling(call), ScriptedReply.say(DecisionRun.LAST));
    arena.lab().start(id, DecisionRun.team(replies, policy), "Pay the bill.");
  }

  private RequestStore.Request awaitOpen(String id) {
    Waiting.until("r1 of %s is open".formatted(id), PATIENCE, () -> open(id).isPresent());
    return open(id).orElseThrow();
  }

  private Optional<RequestStore.Request> open(String id) {
    return arena
        .lab()
        .transcript()
        .requests()
        .find(id, "r1")
        .filter(one -> one.state() == RequestStore.State.OPEN);
  }

  // --- What happens meanwhile

  /** Everything is gone before the first thing is due, and comes back after the last one. */
  private void nothingRunsBetween(Instant first, Instant last) {
    arena.lab().worker().kill();
    arena.lab().server().kill();
    assertThat(Instant.now()).isBefore(first);
    Waiting.pause(Duration.between(Instant.now(), last).toMillis() + 500);
    arena.lab().server().restart();
    arena.lab().worker().launch();
    arena.lab().worker().awaitUp();
  }

  private List<Entry> events(String id, Event event) {
    return arena.lab().entries(id).stream().filter(entry -> entry.head().event() == event).toList();
  }

  private void awaitEvent(String id, Event event) {
    Waiting.until(
        "%s of %s".formatted(event.wire(), id), PATIENCE, () -> !events(id, event).isEmpty());
  }

  private Verdict decide(String id, String by) {
    try (Parley client = arena.lab().client()) {
      return client.find(id).decide("r1", Ruling.approve(), by);
    }
  }

  private void assertPaidOnceAtTheEnd(String id) {
    arena.lab().awaitEnd(id, PATIENCE);
    assertThat(arena.lab().standing(id).end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
    assertThat(arena.counter().hits(id)).hasSize(1);
    assertThat(arena.lab().lines(id))
        .contains("clerk: " + Counter.receipt(ToolEffect.ONCE, 1, 10))
        .endsWith("clerk: " + DecisionRun.LAST);
    assertThat(arena.lab().transcript().entries().verify(id)).isEmpty();
    assertThat(open(id)).isEmpty();
  }

  @Test
  void aDeadlineThatPassesWhileEverythingIsGoneEscalatesOnceAndTheNextPersonsAnswerIsTaken() {
    awaitEvent(ESCALATED, Event.ESCALATED);
    assertThat(awaitOpen(ESCALATED).who()).containsExactly("cfo");
    assertThat(decide(ESCALATED, "omar"))
        .isEqualTo(new Verdict.Refused("omar is not asked about r1; asked are cfo"));
    assertThat(arena.counter().hits(ESCALATED)).isEmpty();
    assertThat(decide(ESCALATED, "cfo")).isInstanceOf(Verdict.Taken.class);

    assertPaidOnceAtTheEnd(ESCALATED);
    assertThat(events(ESCALATED, Event.ESCALATED)).hasSize(1);
    assertThat(events(ESCALATED, Event.REMINDED)).isEmpty();
  }

  @Test
  void remindersThatWereMissedAreSentAsOneAndTheAnswerIsTaken() {
    awaitEvent(REMINDED, Event.REMINDED);
    assertThat(awaitOpen(REMINDED).who()).containsExactly("omar");
    assertThat(decide(REMINDED, "omar")).isInstanceOf(Verdict.Taken.class);

    assertPaidOnceAtTheEnd(REMINDED);
    assertThat(events(REMINDED, Event.REMINDED)).hasSize(1);
    assertThat(events(REMINDED, Event.ESCALATED)).isEmpty();
  }
}
