package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Parley;
import dev.parley.transcript.ConversationStore.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do to the file of a store: conversations wait for the one that they are in. */
@Timeout(180)
class StoreDisorderTest extends LabFixture.ForEachTest {

  @AutoClose private final Squares squares = new Squares(Duration.ofMillis(150));

  private void awaitLogged(WorkerProcess worker, String text) {
    Waiting.until("the worker logs: " + text, PATIENCE, () -> worker.output().contains(text));
  }

  // --- An older one

  @Test
  void aRestoredOlderStorePausesAndTheNewerOneGoesOn() throws Exception {
    squares.start(lab, "older");
    lab.awaitEntries("older", 3);
    Path older = backup("older.db");
    lab.awaitEntries("older", 6);
    lab.worker().kill();
    Path newer = backup("newer.db");

    lab.replaceStore(older);
    lab.awaitState("older", State.PAUSED);
    assertThat(lab.standing("older").cause())
        .contains("restored from an older backup")
        .contains("./parley fork older --at");
    int kept = lab.entries("older").size();
    try (Parley parley = lab.client()) {
      assertThat(parley.reconcile(Duration.ZERO)).isNotNull();
    }
    assertThat(lab.standing("older").state()).isEqualTo(State.PAUSED);
    assertThat(lab.entries("older")).hasSize(kept);

    lab.replaceStore(newer);
    squares.awaitWhole(lab, "older");
  }

  /** As the guide says: a copy that is whole whatever is written meanwhile. */
  private Path backup(String name) throws Exception {
    Path file = lab.folder().resolve(name);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + lab.store());
        var statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + file + "'");
    }
    return file;
  }

  // --- Another one

  @Test
  void aWorkerOfAnotherStoreDoesNoHarm() throws Exception {
    var unused = lab.hire(Map.of("PARLEY_STORE", "sqlite:" + lab.folder().resolve("other.db")));
    squares.start(lab, "shared");
    squares.awaitWhole(lab, "shared");
  }

  @Test
  void whereAllWorkersHaveAnotherStoreItWaitsAndTheySayWhichOneItIsIn() {
    squares.start(lab, "elsewhere");
    lab.awaitEntries("elsewhere", 4);
    lab.rehire(Map.of("PARLEY_STORE", "sqlite:" + lab.folder().resolve("other.db")));
    awaitLogged(lab.worker(), "wrongStore");
    assertThat(lab.standing("elsewhere").state()).isEqualTo(State.RUNNING);

    lab.rehire(Map.of());
    squares.awaitWhole(lab, "elsewhere");
    assertThat(squares.paid()).isBetween(6, 7);
  }

  // --- None

  /** The file and what belongs to it while it is open. */
  private void move(String from, String to) throws IOException {
    for (String end : List.of("", "-wal", "-shm")) {
      Path file = lab.folder().resolve(from + end);
      if (Files.exists(file)) {
        Files.move(file, lab.folder().resolve(to + end));
      }
    }
  }

  @Test
  void whileTheFileIsAwayItWaitsAndGoesOnWhenItIsBack() throws IOException {
    squares.start(lab, "away");
    lab.awaitEntries("away", 4);
    move("parley.db", "aside.db");
    awaitLogged(lab.worker(), "moved, deleted or replaced. Put it back");
    move("aside.db", "parley.db");

    squares.awaitWhole(lab, "away");
    squares.assertPaidOnce();
  }

  @Test
  void aWorkerThatFindsNoFileBeginsANewOneAndLeavesTheConversationsOfTheOldOneAlone()
      throws IOException {
    squares.start(lab, "deleted");
    lab.awaitEntries("deleted", 4);
    lab.worker().kill();
    int kept = lab.entries("deleted").size();
    move("parley.db", "aside.db");
    lab.worker().start();
    awaitLogged(lab.worker(), "wrongStore");
    lab.worker().kill();
    move("parley.db", "new.db");
    move("aside.db", "parley.db");
    assertThat(lab.entries("deleted")).hasSize(kept);

    lab.worker().start();
    squares.awaitWhole(lab, "deleted");
  }
}
