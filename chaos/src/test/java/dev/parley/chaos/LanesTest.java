package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How effects are called: quick ones without a trace of an activity, slow ones as activities. */
class LanesTest extends LabFixture.ForTheClass {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final EndpointAnswer WELL = EndpointAnswer.text("All is well. TERMINATE");

  private static Blueprint team(ModelEndpoint endpoint, Agent.Lane lane) {
    return Coding.team(Coding.model(endpoint)).withLane(lane);
  }

  private static Blueprint talk(ModelEndpoint endpoint, int turns) {
    return Team.roundRobin("talk")
        .model("main", Coding.model(endpoint))
        .agent(Agent.assistant("one").lane(Agent.Lane.AUTO))
        .agent(Agent.assistant("other").lane(Agent.Lane.AUTO))
        .maxTurns(turns)
        .blueprint();
  }

  private List<String> activities(String id) {
    return events(id)
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  // --- What becomes an activity

  @Test
  void quickCallsAndRunsLeaveNoActivity() throws Exception {
    try (ModelEndpoint endpoint = new Coding(3, Duration.ofMillis(20)).endpoint()) {
      lab.start("quick", team(endpoint, Agent.Lane.AUTO), "task");
      awaitWhole("quick");

      assertThat(lab.lines("quick")).hasSize(6);
      assertThat(activities("quick")).isEmpty();
    }
  }

  @Test
  void aCallThatTakesLongerThanASecondIsAnActivityAndIsMadeOnce() throws Exception {
    try (ModelEndpoint endpoint = ModelEndpoint.always(WELL.after(Duration.ofSeconds(3)))) {
      lab.start("slow", team(endpoint, Agent.Lane.AUTO), "Is all well?");
      awaitWhole("slow");

      assertThat(activities("slow")).containsExactly("reply");
      assertThat(endpoint.count()).isOne();
      assertThat(lab.transcript().entries().attempts("slow", "main", "turn/1/coder/1")).isOne();
      RunHistory run = lab.histories("slow").getFirst();
      assertThat(run.bytes()).isLessThanOrEqualTo(8_192);
      assertThat(sinceStart(run)).isBetween(SECOND.dividedBy(2), SECOND.multipliedBy(3));
    }
  }

  private static Duration sinceStart(RunHistory run) {
    HistoryEvent scheduled =
        run.events().stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .findFirst()
            .orElseThrow();
    return Duration.between(at(run.events().getFirst()), at(scheduled));
  }

  private static Instant at(HistoryEvent event) {
    var time = event.getEventTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  @Test
  void callsThatTogetherTakeLongerThanASecondLetSignalsIn() throws Exception {
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(request -> EndpointAnswer.text("well").after(Duration.ofMillis(400)))) {
      lab.start("steady", talk(endpoint, 12), "Is all well?");
      lab.awaitEntries("steady", 3);
      Instant asked = Instant.now();
      lab.signal("steady", "pause", BY);
      lab.awaitState("steady", State.PAUSED);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));

      lab.signal("steady", "resume", BY);
      awaitWhole("steady");
      assertThat(activities("steady").size()).isBetween(1, 6);
      assertThat(endpoint.count()).isEqualTo(12);
    }
  }

  @Test
  void historyGrowsByFourKilobytesATurnWhateverCallsTake() throws Exception {
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(
            request -> EndpointAnswer.text("well").after(Duration.ofMillis(2_500)))) {
      int turns = 5;
      lab.start("growing", talk(endpoint, turns), "Is all well?");
      awaitWhole("growing");

      RunHistory run = lab.histories("growing").getFirst();
      long first = run.events().getFirst().getSerializedSize() + markers(run, "\"open\"");
      System.out.printf("lane auto: %d bytes, %d of them once%n", run.bytes(), first);
      assertThat(activities("growing")).hasSize(turns);
      assertThat((run.bytes() - first) / turns).isLessThanOrEqualTo(4_096);
    }
  }

  private static long markers(RunHistory run, String type) {
    return run.events().stream()
        .filter(event -> event.getMarkerRecordedEventAttributes().toString().contains(type))
        .mapToLong(HistoryEvent::getSerializedSize)
        .sum();
  }

  // --- Cancelling

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aCallThatHangsIsInterruptedWithinTwoSeconds(Agent.Lane lane) throws Exception {
    interrupted("hangs-" + lane, lane, 2_000);
  }

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aCallThatHasJustBegunIsInterruptedWithinTwoSeconds(Agent.Lane lane) throws Exception {
    interrupted("begun-" + lane, lane, 100);
  }

  private void interrupted(String id, Agent.Lane lane, long millis) throws Exception {
    try (ModelEndpoint endpoint = ModelEndpoint.always(WELL.after(Duration.ofMinutes(5)))) {
      lab.start(id, team(endpoint, lane), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      Waiting.pause(millis);
      Instant asked = Instant.now();
      lab.signal(id, "interrupt", BY);
      lab.awaitState(id, State.WAITING);
      Duration paused = Duration.between(asked, Instant.now());
      Waiting.until("the socket is closed", PATIENCE, () -> endpoint.disconnects() == 1);
      Duration closed = Duration.between(asked, Instant.now());

      System.out.printf(
          "%s: paused after %d ms, socket closed after %d ms%n",
          id, paused.toMillis(), closed.toMillis());
      assertThat(paused).isLessThan(Duration.ofSeconds(2));
      assertThat(closed).isLessThan(Duration.ofSeconds(2));
      lab.signal(id, "stop", BY);
      awaitWhole(id);
      assertThat(endpoint.count()).isOne();
    }
  }

  @Test
  void aCallThatNobodyWantsAnyMoreIsCutOff() {
    try (ModelEndpoint endpoint = ModelEndpoint.always(WELL.after(Duration.ofMinutes(5)))) {
      lab.start("ended", team(endpoint, Agent.Lane.AUTO), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      lab.stub("ended").terminate("by hand");
      assertThat(client.reconcile(Duration.ZERO)).hasSize(1);
      Waiting.until("the socket is closed", PATIENCE, () -> endpoint.disconnects() == 1);
      assertThat(lab.standing("ended").state()).isEqualTo(State.FINISHED);
    }
  }

  // --- Failing

  @ParameterizedTest
  @ValueSource(longs = {0, 1_500})
  void noRequestComesBeforeTheTimeThatTheEndpointNamed(long delay) throws Exception {
    List<Instant> requests = new CopyOnWriteArrayList<>();
    EndpointAnswer later =
        EndpointAnswer.error(429, "rate_limit", "slow")
            .header("Retry-After", "3")
            .after(Duration.ofMillis(delay));
    try (ModelEndpoint endpoint =
        ModelEndpoint.start(
            request -> {
              requests.add(Instant.now());
              return request.number() == 1 ? later : WELL;
            })) {
      String id = "later-" + delay;
      lab.start(id, team(endpoint, Agent.Lane.AUTO), "Is all well?");
      awaitWhole(id);

      assertThat(requests).hasSize(2);
      assertThat(Duration.between(requests.get(0), requests.get(1)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(3_000 + delay));
    }
  }

  @Test
  void whoeverIsInAHurryNeedNotWaitForTheTimeThatTheEndpointNamed() throws Exception {
    EndpointAnswer later =
        EndpointAnswer.error(429, "rate_limit", "slow").header("Retry-After", "60");
    try (ModelEndpoint endpoint = ModelEndpoint.always(later)) {
      lab.start("hurry", team(endpoint, Agent.Lane.AUTO), "Is all well?");
      Waiting.until("the request", PATIENCE, () -> endpoint.count() == 1);
      Instant asked = Instant.now();
      lab.signal("hurry", "stop", BY);
      lab.awaitEnd("hurry", PATIENCE);

      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
      awaitWhole("hurry");
      assertThat(endpoint.count()).isOne();
    }
  }

  @Test
  void aFailureThatLastsEndsItAsInTheOtherLane() throws Exception {
    EndpointAnswer bad = EndpointAnswer.error(401, "invalid_api_key", "who?");
    try (ModelEndpoint endpoint = ModelEndpoint.always(bad)) {
      for (Agent.Lane lane : Agent.Lane.values()) {
        lab.start("bad-" + lane, team(endpoint, lane), "Is all well?");
        awaitWhole("bad-" + lane);
      }
      assertThat(lab.lines("bad-AUTO")).isEqualTo(lab.lines("bad-ACTIVITY"));
      assertThat(lab.standing("bad-AUTO").state()).isEqualTo(State.FAILED);
      assertThat(endpoint.count()).isEqualTo(2);
    }
  }

  // --- Crashes

  @ParameterizedTest
  @ValueSource(longs = {300, 1_500})
  void aWorkerThatIsKilledInMidCallPaysForOneMoreAtMost(long moment) throws Exception {
    Coding coding = new Coding(4, Duration.ofMillis(2_500));
    String id = "killed-" + moment;
    try (ModelEndpoint endpoint = coding.endpoint()) {
      lab.start(id, team(endpoint, Agent.Lane.AUTO), "task");
      Waiting.until("the second request", PATIENCE, () -> endpoint.count() == 2);
      Waiting.pause(moment);
      lab.rehire(Map.of());
      awaitWhole(id);

      assertThat(endpoint.count()).isEqualTo(coding.turns() + 1);
      assertThat(lab.lines(id)).hasSize(2 * coding.turns());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 1_500})
  void aServerThatIsKilledInMidCallPaysForNothingTwice(long moment) throws Exception {
    Coding coding = new Coding(3, Duration.ofMillis(2_500));
    String id = "blip-" + moment;
    try (ModelEndpoint endpoint = coding.endpoint()) {
      lab.start(id, team(endpoint, Agent.Lane.AUTO), "task");
      Waiting.until("the second request", PATIENCE, () -> endpoint.count() == 2);
      Waiting.pause(moment);
      lab.server().kill();
      lab.server().restart();
      awaitWhole(id);

      assertThat(endpoint.count()).isEqualTo(coding.turns());
      assertThat(lab.lines(id)).hasSize(2 * coding.turns());
    }
  }
}
