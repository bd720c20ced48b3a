package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when people, deadlines and strangers come in one instant: one defined outcome. */
class RequestRaceTest {

  private static final Desk.Payments PAYMENTS = new Desk.Payments();

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create().tools(PAYMENTS);

  private Desk desk;

  @BeforeEach
  void openDesk(Stage stage) {
    desk = new Desk(stage, PAYMENTS);
  }

  private static Blueprint team(String... amounts) {
    return Desk.team(Desk.policy(Desk.stage("dana", "omar")), amounts);
  }

  private static Decision decision(String request, Choice choice) {
    return Desk.decision(request, choice, null);
  }

  @Test
  void ofTwoWhoDecideAtOnceOneCountsAndTheOtherIsTold(Stage stage) throws Exception {
    for (int i = 0; i < 5; i++) {
      String id = "at-once-" + i;
      WorkflowStub stub = desk.asked(id, team("9.00"));

      together(
          () -> stage.decide(stub, id, "d1", "dana", decision("r1", Choice.APPROVE)),
          () -> stage.decide(stub, id, "d2", "omar", decision("r1", Choice.REJECT)));

      assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
      assertThat(desk.decisions(id)).hasSize(1);
      boolean approved = desk.decisions(id).getFirst().author().equals("dana");
      assertThat(desk.refunds().stream().filter("17 9.00"::equals)).hasSize(approved ? 1 : 0);
      String loser = approved ? "d2" : "d1";
      assertThat(desk.verdict(id, loser)).startsWith("refused: ").endsWith("nothing changed");
      desk = new Desk(stage, PAYMENTS);
    }
  }

  @Test
  void aDecisionAndADeadlineInOneInstantAreOneOfTheTwo(Stage stage) throws Exception {
    WorkflowStub stub = desk.asked("just-in-time", team("9.00"));

    together(
        () -> stage.temporal().sleep(Duration.ofHours(8)),
        () -> stage.decide(stub, "just-in-time", "d1", "dana", decision("r1", Choice.APPROVE)));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.decisions("just-in-time")).hasSize(1);
    boolean inTime = desk.decisions("just-in-time").getFirst().author().equals("dana");
    assertThat(desk.refunds()).hasSize(inTime ? 1 : 0);
    assertThat(desk.verdict("just-in-time", "d1"))
        .matches(
            inTime
                ? "approve"
                : "refused: the deadline rejected just-in-time/r1 at .*; nothing changed");
  }

  /**
   * The in-memory server, not the real one, can lose a conversation here: when the cancellation of
   * a call meets its completion it refuses the workflow task for ever. Such a one is played anew.
   */
  @Test
  void aDecisionAndAnInterruptInOneInstantBothHappen(Stage stage) throws Exception {
    for (int i = 0; i < 5; i++) {
      String id = "both-" + i;
      WorkflowStub stub = desk.asked(id, team("9.00"));
      together(
          () -> stage.decide(stub, id, "d1", "dana", decision("r1", Choice.APPROVE)),
          () -> stub.signal("interrupt", Map.of("id", "i1", "by", "dana")));
      stage.say(stub, id, "m1", "dana", "go on");
      try {
        assertThat(stub.getResult(20, TimeUnit.SECONDS, Outcome.class).end().reason())
            .isEqualTo("textMention");
        assertBothHappened(id);
        return;
      } catch (TimeoutException lost) {
        System.err.println(id + ": lost by the in-memory server, played anew");
        desk = new Desk(stage, PAYMENTS);
      }
    }
    throw new AssertionError("five conversations in a row did not end");
  }

  private void assertBothHappened(String id) {
    assertThat(desk.verdict(id, "d1")).isEqualTo("approve");
    String told = desk.results(id).getLast().text();
    if (told.contains("before it ended")) {
      assertThat(desk.refunds()).isEmpty();
    } else if (!told.contains("nobody knows")) {
      assertThat(desk.refunds()).hasSize(1);
    }
  }

  @Test
  void ofAThousandSignalsNothingIsLostAndTheRequestStaysOpen(Stage stage) throws Exception {
    WorkflowStub stub = desk.asked("crowd", team("9.00"));

    List<Runnable> crowd = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      int from = part * 250;
      crowd.add(
          () -> {
            for (int i = from; i < from + 250; i++) {
              stub.signal(
                  "decide",
                  Map.of("id", "s" + i, "request", "r1", "decision", "approve", "by", "eve"));
            }
          });
    }
    together(crowd.toArray(Runnable[]::new));
    stage.say(stub, "crowd", "m1", "dana", "what a noise");
    stage.decide(stub, "crowd", "d1", "dana", decision("r1", Choice.APPROVE));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
    assertThat(desk.decisions("crowd")).hasSize(1);
    assertThat(stage.entries("crowd"))
        .filteredOn(entry -> entry.kind() == Kind.TEXT)
        .extracting(Entry::text)
        .contains("what a noise");
  }

  @Test
  void wordsThatAreSaidWhileSomebodyIsAskedAreKeptAndDecideNothing(Stage stage) {
    WorkflowStub stub = desk.asked("words", team("9.00"));

    stage.say(stub, "words", "m1", "dana", "wait a moment");
    await().until(() -> stage.lines("words").contains("dana: wait a moment"));
    var unused = desk.awaitOpen("words", "r1");
    stage.decide(stub, "words", "d1", "dana", decision("r1", Choice.APPROVE));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(desk.refunds()).hasSize(1);
  }

  /** Does all of it at once, and waits until it is done. */
  private static void together(Runnable... things) throws Exception {
    CyclicBarrier start = new CyclicBarrier(things.length);
    try (ExecutorService pool = Executors.newFixedThreadPool(things.length)) {
      List<Future<?>> all = new ArrayList<>();
      for (Runnable thing : things) {
        all.add(
            pool.submit(
                () -> {
                  var unused = start.await(10, TimeUnit.SECONDS);
                  thing.run();
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }
}
