package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.Transcripts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which conversations keep a background {@code dev} alive. */
class StoredConversationsTest {

  @TempDir private Path folder;

  @Test
  void aStuckOneIsOpenAndAnEndedOneIsNot() {
    Home home = Home.of(Parts.root(), Map.of("PARLEY_HOME", folder.toString())).create();
    try (StoredConversations stored = new StoredConversations(home, Map.of())) {
      assertThat(stored.any()).isFalse();
      try (Transcript transcript = new Transcripts(home.storeUrl(), null, null).open()) {
        var conversations = transcript.conversations();
        conversations.create(new NewConversation("t-1", "t", "sha256:00", "ann", "go"));
        assertThat(stored.any()).isTrue();
        conversations.trouble("t-1", new Trouble(State.STUCK, "it fails again and again"));
        assertThat(conversations.standing("t-1").state()).isEqualTo(State.STUCK);
        assertThat(stored.any()).isTrue();
        conversations.close("t-1", new End("stopped", null, "ann", 0, null, Instant.now()));
        assertThat(stored.any()).isFalse();
      }
    }
  }
}
