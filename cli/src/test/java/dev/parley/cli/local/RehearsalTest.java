package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalTest {
  @TempDir private Path folder = Path.of("none");

  @Test
  void aWorkerDoesAConversationWithoutATemporalServer() throws IOException {
    String store = "sqlite:" + folder.resolve("parley.db");

    boolean ended =
        Rehearsal.play(
            Map.of(
                "PARLEY_STORE", store,
                "PARLEY_PROFILE", "local",
                "TEMPORAL_ADDRESS", "127.0.0.1:1"));

    assertThat(ended).isTrue();
    try (Transcript transcript = new Transcripts(store, null, null).open()) {
      String id =
          transcript.conversations().list(new Filter(State.FINISHED, null, 2)).getFirst().id();
      assertThat(transcript.entries().read(id, 0, 10))
          .extracting(Entry::author)
          .containsExactly("user", "first", "second", "first", "second");
    }
  }
}
