package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.client.Parley;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A lab for the tests of a class, and what replays its histories. */
abstract class LabFixture {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The body of a signal that needs no more. */
  static final Map<String, Object> BY = Map.of("by", Lab.STARTER);

  @SuppressWarnings("NullAway.Init")
  Lab lab;

  @SuppressWarnings("NullAway.Init")
  private Replay replay;

  /** One lab for all tests of a class. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class ForTheClass extends LabFixture {
    @SuppressWarnings("NullAway.Init")
    Parley client;

    @BeforeAll
    void openOnce(@TempDir Path folder) {
      open(folder);
      client = lab.client();
    }

    @AfterAll
    void closeOnce() {
      if (client != null) {
        client.close();
      }
      close();
    }
  }

  /** A lab for each test: it breaks parts for good. */
  abstract static class ForEachTest extends LabFixture {
    @BeforeEach
    void openAnother(@TempDir Path folder) {
      open(folder);
    }

    @AfterEach
    void closeIt() {
      close();
    }
  }

  final void open(Path folder) {
    lab = Lab.open(Parts.requireTemporal(), folder);
    replay = new Replay();
  }

  final void close() {
    if (lab == null) {
      return;
    }
    if (replay != null) {
      replay.close();
    }
    lab.close();
  }

  // --- What is expected of conversations

  /** Waits for the end; the transcript is whole, and each run can be replayed. */
  void awaitWhole(String id) throws Exception {
    lab.awaitEnd(id, PATIENCE);
    lab.awaitClosed(id);
    assertThat(lab.transcript().entries().verify(id)).isEmpty();
    for (RunHistory run : lab.histories(id)) {
      replay.replay(run);
    }
  }

  /** Waits for the end of a conversation that was to end by itself. */
  void awaitTold(String id) throws Exception {
    awaitWhole(id);
    assertThat(lab.standing(id).end())
        .satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
  }

  /** All events of all runs. */
  Stream<HistoryEvent> events(String id) {
    return lab.histories(id).stream().flatMap(run -> run.events().stream());
  }

  /** What people said, in its order. */
  List<String> words(String id) {
    return lab.entries(id).stream()
        .filter(entry -> entry.author().equals(Lab.STARTER))
        .map(Entry::text)
        .toList();
  }

  /** What happened besides what was said. */
  List<Event> happened(String id) {
    return lab.entries(id).stream()
        .flatMap(entry -> Stream.ofNullable(entry.head().event()))
        .toList();
  }
}
