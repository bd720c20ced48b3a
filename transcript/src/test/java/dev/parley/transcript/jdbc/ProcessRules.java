package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds when other processes write the same store, and when they are killed. */
interface ProcessRules extends Fixture {

  WriterProcess.Stores store();

  private static BufferedReader lines(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  default void twoProcessesWriteOneConversation() throws IOException, InterruptedException {
    String id = conversation();
    Process one = WriterProcess.start(store(), id, "one-" + id, 60);
    Process two = WriterProcess.start(store(), id, "two-" + id, 60);
    assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(two.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(List.of(one.exitValue(), two.exitValue())).containsOnly(0);
    List<Entry> read = entries().read(id, 0, 200);
    assertThat(read).hasSize(120);
    assertThat(read).extracting(Entry::author).contains("one-" + id, "two-" + id);
    assertThat(entries().verify(id)).isEmpty();
  }

  @Test
  default void aKilledWriterLeavesNothingHalfWritten()
      throws IOException, InterruptedException, SQLException {
    String id = conversation();
    for (int kill = 0; kill < 3; kill++) {
      Process writer = WriterProcess.start(store(), id, "w%d-%s".formatted(kill, id), 1_000_000);
      int committed = -1;
      try (BufferedReader out = lines(writer)) {
        assertThat(out.readLine()).contains(transcript().storeId());
        for (int i = 0; i < 20 + 7 * kill; i++) {
          committed = Integer.parseInt(out.readLine());
        }
        writer.destroyForcibly();
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(entries().head(id).seq()).isGreaterThanOrEqualTo(committed);
      assertThat(entries().verify(id)).isEmpty();
      long calls = standing(id).modelCalls();
      assertThat(calls).isEqualTo(entries().head(id).seq() + 1);
      assertThat(standing(id).cost().nanos()).isEqualTo(7 * calls);
      assertThat(
              look(
                  "SELECT COUNT(*) FROM attempts WHERE state = 'settled' AND conversation = '%s'"
                      .formatted(id)))
          .isEqualTo(Long.toString(calls));
    }
    say(id, entries().head(id).seq() + 1, "after");
    assertThat(entries().verify(id)).isEmpty();
  }
}
