package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Entry;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Words that arrive while a workflow task runs effects inside it. A real server keeps them back
 * until the task ends; if it is lost or not taken, it runs again with the words in front.
 */
@Timeout(180)
class LateSignalsTest extends LabFixture.ForTheClass {

  private static final String CUBES = "And the cubes?";
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(1_500);

  /** Starts it in the lane in which quick effects run inside workflow tasks. */
  private void start(String id, CountingModel model, Agent.Lane lane) {
    lab.start(id, Coding.team(model.of(id), 1_000).withLane(lane), "Add up the squares.");
  }

  /** Does something while a reply is due for the first time, before it is given. */
  private static void during(CountingModel model, String id, int turn, Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    model.listen(
        id,
        asked -> {
          if (asked == turn && !done.getAndSet(true)) {
            work.run();
          }
        });
  }

  private List<EventType> types(String id) {
    return events(id).map(HistoryEvent::getEventType).toList();
  }

  private void assertEndWasNotTaken(String id) {
    assertThat(events(id))
        .extracting(event -> event.getWorkflowTaskFailedEventAttributes().getCause())
        .contains(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND);
  }

  /** What was said by agents. */
  private List<String> agents(String id) {
    return lab.lines(id).stream().filter(line -> !line.startsWith(Lab.STARTER)).toList();
  }

  // --- A task that is lost

  @Test
  void wordsInFrontOfALostTaskAndTheEffectsThatItHadDoneAllStandOnce() throws Exception {
    Coding coding = new Coding(4, QUICK);
    try (CountingModel model = new CountingModel(coding)) {
      start("calm", model, Agent.Lane.AUTO);
      awaitTold("calm");

      CountDownLatch killed = new CountDownLatch(1);
      model.listen("lost", firstSlowThen(killed));
      start("lost", model, Agent.Lane.AUTO);
      killed.await();
      assertThat(lab.entries("lost")).as("the code has run in the task that is lost").hasSize(3);
      lab.worker().start();
      awaitTold("lost");

      List<EventType> types = types("lost");
      int lost = types.indexOf(EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT);
      assertThat(lost).as("a task was lost").isPositive();
      assertThat(types.subList(lost, types.size()))
          .as("and the words stood in front of it")
          .startsWith(
              EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
              EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
      assertThat(agents("lost")).isEqualTo(agents("calm"));
      assertThat(lab.lines("lost").get(3)).isEqualTo(Lab.STARTER + ": " + CUBES);
      assertThat(words("lost")).containsExactly(CUBES);
      assertThat(model.count("lost")).as("one was in flight").isEqualTo(coding.turns() + 1);
    }
  }

  /**
   * The first call becomes an activity. The task after it runs the code, then waits for the second
   * call: at that moment somebody says something and the worker is killed.
   */
  private CountingModel.Listener firstSlowThen(CountDownLatch killed) {
    return turn -> {
      if (turn == 0) {
        Waiting.pause(SLOW.toMillis());
      } else if (turn == 1 && killed.getCount() > 0) {
        lab.say("lost", "m1", CUBES);
        lab.worker().kill();
        killed.countDown();
      }
    };
  }

  // --- A task that ends the run

  @Test
  void wordsThatComeWhileTheRunIsCompletedAreSaidAndSeen() throws Exception {
    try (CountingModel model = new CountingModel(new Coding(1, QUICK))) {
      during(model, "completed", 0, () -> lab.say("completed", "m1", CUBES));
      start("completed", model, Agent.Lane.AUTO);
      Waiting.until("the answer to them", PATIENCE, () -> model.count("completed") == 2);
      awaitTold("completed");

      assertEndWasNotTaken("completed");
      assertSaidAndSeen(model, "completed");
      assertThat(lab.standing("completed").round()).isEqualTo(2);
    }
  }

  @Test
  void wordsThatComeWhileTheRunContinuesAsNewAreSaidAndSeen() throws Exception {
    lab.rehire(Map.of("PARLEY_CONTINUE_AFTER_TURNS", "1"));
    try (CountingModel model = new CountingModel(new Coding(2, QUICK))) {
      during(model, "continued", 0, () -> lab.say("continued", "m1", CUBES));
      start("continued", model, Agent.Lane.AUTO);
      awaitTold("continued");

      assertEndWasNotTaken("continued");
      assertSaidAndSeen(model, "continued");
      assertThat(lab.histories("continued").size()).isGreaterThan(1);
    } finally {
      lab.rehire(Map.of());
    }
  }

  private void assertSaidAndSeen(CountingModel model, String id) {
    assertThat(words(id)).containsExactly(CUBES);
    assertThat(lab.transcript().mail().open(id)).isEmpty();
    assertThat(model.count(id)).isEqualTo(2);
    assertThat(model.endpoint().requests().getLast().body()).contains(CUBES);
  }

  // --- Many

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aBurstOfWordsDuringAnEffectIsSaidAndTheEffectHappensOnce(Agent.Lane lane) throws Exception {
    String id = "burst-" + lane;
    Coding coding = new Coding(3, QUICK);
    List<String> all = IntStream.range(0, 150).mapToObj("remark %d"::formatted).toList();
    try (CountingModel model = new CountingModel(coding)) {
      during(model, id, 1, () -> burst(id, all));
      start(id, model, lane);
      awaitTold(id);

      assertThat(words(id)).containsExactlyInAnyOrderElementsOf(all);
      // Where the burst comes just before the end, it opens another round.
      assertThat(lab.entries(id).stream().filter(LateSignalsTest::isReply))
          .hasSize(model.count(id))
          .hasSizeGreaterThanOrEqualTo(coding.turns());
      assertThat(lab.transcript().mail().open(id)).isEmpty();
    }
  }

  private static boolean isReply(Entry entry) {
    return entry.author().equals("coder");
  }

  /** All at once; this returns when all have spoken. */
  private void burst(String id, List<String> all) {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String word : all) {
        var unused = crowd.submit(() -> lab.say(id, word.replace(' ', '-'), word));
      }
    }
  }
}
