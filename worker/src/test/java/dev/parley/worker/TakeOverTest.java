package dev.parley.worker;

import static dev.parley.worker.House.python;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Executor;
import dev.parley.agents.ScriptedReply;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that stop, are killed, or share the work, on a real server. */
@Timeout(180)
class TakeOverTest {

  private static final Executor LOCAL = Executor.DEFAULT.in(Executor.Type.LOCAL);

  @TempDir private Path folder = Path.of("");

  /** Its code takes a while, and leaves a line in a file outside whenever it starts. */
  private Blueprint slow(int seconds) {
    return House.coding(
        "slow",
        LOCAL,
        ScriptedReply.say(
            python(
                """
                import time
                with open("%s", "a") as f: f.write("x\\n")
                time.sleep(%d)
                print("slept")\
                """
                    .formatted(starts(), seconds))),
        ScriptedReply.when("slept", "TERMINATE"));
  }

  private Path starts() {
    return folder.resolve("starts");
  }

  private long started() {
    try {
      return Files.exists(starts()) ? Files.readAllLines(starts()).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private void awaitStarts(long count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> started() >= count);
  }

  @Test
  void aWorkerThatStopsLetsItsCodeRunEnd() {
    try (House house = House.in(folder)) {
      house.publish(slow(3));
      RunningWorker worker = house.worker();
      WorkflowStub conversation = house.start("slow-1", "slow", "Sleep.");
      awaitStarts(1);

      worker.shutdown(Duration.ofSeconds(30));

      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> house.entries("slow-1").stream().anyMatch(TakeOverTest::slept));
      try (RunningWorker next = house.worker()) {
        assertThat(next.isWorking()).isTrue();
        assertThat(House.result(conversation).end().reason()).isEqualTo("textMention");
      }
      assertThat(started()).isEqualTo(1);
      assertThat(house.transcript().conversations().standing("slow-1").restarts()).isZero();
    }
  }

  @Test
  void aWorkerThatMustStopHandsOverAtOnce() {
    try (House house = House.in(folder)) {
      house.publish(slow(8));
      RunningWorker worker = house.worker();
      WorkflowStub conversation = house.start("slow-1", "slow", "Sleep.");
      awaitStarts(1);

      long before = System.nanoTime();
      worker.shutdown(Duration.ofMillis(500));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));

      try (RunningWorker next = house.worker()) {
        assertThat(next.isWorking()).isTrue();
        awaitStarts(2);
        assertThat(House.result(conversation).end().reason()).isEqualTo("textMention");
      }
      assertThat(house.entries("slow-1").stream().filter(TakeOverTest::slept)).hasSize(1);
      assertThat(house.transcript().conversations().standing("slow-1").modelCalls()).isEqualTo(2);
    }
  }

  @Test
  void anotherProcessTakesOverFromOneThatWasKilled() throws Exception {
    try (House house = House.in(folder)) {
      house.publish(slow(6));
      Process first = Workers.start(house.environment(), folder);
      WorkflowStub conversation = house.start("slow-1", "slow", "Sleep.");
      awaitStarts(1);

      assertThat(first.destroyForcibly().waitFor()).isEqualTo(137);
      Process second = Workers.start(house.environment(), folder);
      try {
        awaitStarts(2);
        assertThat(House.result(conversation).end().reason()).isEqualTo("textMention");
        var standing = house.transcript().conversations().standing("slow-1");
        assertThat(standing.restarts()).isEqualTo(1);
        assertThat(standing.modelCalls()).isEqualTo(2);
        assertThat(house.entries("slow-1").stream().filter(TakeOverTest::slept)).hasSize(1);
      } finally {
        second.destroy();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(second.exitValue()).isEqualTo(143);
    }
  }

  @Test
  void workersShareTheWorkByCapability() {
    try (House house = House.in(folder);
        RunningWorker models = with(house, "conversations,models,tools")) {
      house.publish(slow(0));
      WorkflowStub conversation = house.start("slow-1", "slow", "Sleep.");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> models.isWorking() && house.entries("slow-1").size() == 2);
      assertThat(started()).isZero();

      try (RunningWorker code = with(house, "code")) {
        assertThat(code.settings().queues().codeRuns()).isEqualTo("parley-code");
        Outcome outcome = House.result(conversation);
        assertThat(outcome.end().reason()).isEqualTo("textMention");
      }
    }
  }

  private static RunningWorker with(House house, String capabilities) {
    Map<String, String> environment = new HashMap<>(house.environment());
    environment.put("PARLEY_CAPABILITIES", capabilities);
    return ParleyWorker.connect(house.settings().environment(environment).build()).start();
  }

  @Test
  void afterALongOutageOfTheServerWorkGoesOnAtOnce() {
    try (House house = House.in(folder);
        RunningWorker worker = house.worker()) {
      house.publish(slow(2));
      var unused = house.start("slow-1", "slow", "Sleep.");
      awaitStarts(1);

      house.temporal().kill();
      // Long enough for a poller's delay to have grown: 0.1 s, doubled with each failure.
      await()
          .pollDelay(Duration.ofSeconds(9))
          .atMost(Duration.ofSeconds(12))
          .until(() -> house.entries("slow-1").stream().anyMatch(TakeOverTest::slept));
      house.temporal().startAgain();
      long back = System.nanoTime();

      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> house.entries("slow-1").size() == 4);
      assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
      assertThat(worker.isWorking()).isTrue();
      assertThat(started()).isEqualTo(1);
    }
  }

  private static boolean slept(Entry entry) {
    return entry.author().equals("runner") && entry.text().contains("slept");
  }
}
