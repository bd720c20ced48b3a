package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Event;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that go on although nobody waits for them any more, on a real server. */
@Timeout(180)
class LateAttemptsTest extends LabFixture.ForEachTest {

  private static final EndpointAnswer WELL = EndpointAnswer.text("All is well. TERMINATE");
  private static final String CALL = "turn/1/coder/1";

  // --- Cancelled

  @Test
  void aCancelledCallThatIsAnsweredAllTheSameIsEvidenceAndPaidFor() throws Exception {
    // In a process of its own it hears of the cancellation with a heartbeat, and so too late.
    lab.rehire(Map.of("PARLEY_CAPABILITIES", "conversations,code"));
    var unused = lab.hire(Map.of("PARLEY_CAPABILITIES", "models"));
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(
            request -> {
              if (request.number() > 1) {
                return WELL;
              }
              Waiting.until(
                  "it is cancelled", PATIENCE, () -> happened("late").contains(Event.CANCELLED));
              return EndpointAnswer.text("All the same.");
            })) {
      lab.start("late", Coding.team(Coding.model(endpoint)), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      lab.signal("late", "interrupt", BY);
      lab.awaitState("late", State.WAITING);
      Waiting.until("it is paid for", PATIENCE, () -> calls("late") == 1);
      lab.say("late", "m1", "Well?");
      awaitTold("late");

      assertThat(lab.lines("late"))
          .containsExactly(
              "user: Is all well?",
              "parley: (cancelled)",
              "parley: (interrupted)",
              "parley: dana is asked how to go on",
              "dana: Well?",
              "coder: All is well. TERMINATE");
      assertThat(evidence("late")).contains("All the same.");
      assertThat(calls("late")).isEqualTo(2);
      assertThat(lab.standing("late").usage().input()).isEqualTo(2 * EndpointAnswer.USAGE.input());
      assertThat(endpoint.count()).isEqualTo(2);
    }
  }

  private long calls(String id) {
    return lab.transcript().conversations().spent(id).stream().mapToLong(Spent::calls).sum();
  }

  /** What the first attempt left behind. */
  private String evidence(String id) throws Exception {
    String digest;
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + lab.store());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT evidence FROM attempts WHERE evidence <> ''")) {
      digest = rows.next() ? rows.getString(1) : "";
    }
    return new String(lab.transcript().blobs().get(id, digest), StandardCharsets.UTF_8);
  }

  // --- Timed out

  private int attempts(String id) {
    return events(id)
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .mapToInt(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
        .max()
        .orElse(0);
  }

  @Test
  void anAttemptThatTimesOutWhileItIsAliveIsJoinedByTheNextOneInItsProcess() throws Exception {
    try (ModelEndpoint endpoint = ModelEndpoint.always(WELL.after(Duration.ofSeconds(9)))) {
      lab.start("joined", Coding.team(Coding.model(endpoint)), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      lab.worker().freeze();
      Waiting.pause(4_000);
      lab.worker().thaw();
      awaitTold("joined");

      assertThat(attempts("joined")).as("attempts of the activity").isGreaterThan(1);
      assertThat(lab.transcript().entries().attempts("joined", "main", CALL)).isOne();
      assertThat(endpoint.count()).isOne();
    }
  }

  @Test
  void aWorkerThatStandsStillForALongTimePaysForNothingTwice() throws Exception {
    try (Squares squares = new Squares(Duration.ofSeconds(2))) {
      squares.start(lab, "still");
      var unused = lab.hire(Map.of());
      lab.awaitBegun("still", "turn/3/coder/1");
      lab.worker().freeze();
      Waiting.pause(12_000);
      lab.worker().thaw();
      squares.awaitWhole(lab, "still");
      squares.assertPaidOnce();
    }
  }

  @Test
  void aServerThatIsKilledPaysForNothingTwice() {
    try (Squares squares = new Squares(Duration.ofSeconds(1))) {
      squares.start(lab, "blip");
      lab.awaitBegun("blip", "turn/3/coder/1");
      lab.server().kill();
      lab.server().restart();
      lab.awaitBegun("blip", "turn/5/coder/1");
      lab.server().kill();
      lab.server().restart();
      squares.awaitWhole(lab, "blip");
      squares.assertPaidOnce();
    }
  }
}
