package dev.parley.cli.local;

import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.transcript.Transcripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the transcript, which is opened when it is there and then kept open. */
public final class StoredConversations implements OpenConversations {
  private static final Logger log = LoggerFactory.getLogger(StoredConversations.class);
  private static final String SQLITE = "sqlite:";

  /** A stuck one goes on as soon as its worker is mended; a lost one only when it is recovered. */
  private static final List<State> OPEN =
      List.of(State.RUNNING, State.WAITING, State.PAUSED, State.STUCK);

  private final Transcripts transcripts;
  private Optional<Transcript> opened = Optional.empty();

  /** The conversations of the store that the environment names, else of the home's own file. */
  public StoredConversations(Home home, Map<String, String> environment) {
    this.transcripts =
        new Transcripts(
            environment.getOrDefault("PARLEY_STORE", home.storeUrl()),
            environment.get("PARLEY_STORE_USER"),
            environment.get("PARLEY_STORE_PASSWORD"));
  }

  @Override
  public synchronized boolean any() {
    if (opened.isEmpty() && isMissingFile()) {
      return false;
    }
    try {
      Transcript transcript = opened.orElseGet(transcripts::open);
      opened = Optional.of(transcript);
      return OPEN.stream()
          .anyMatch(
              state -> !transcript.conversations().list(new Filter(state, null, 1)).isEmpty());
    } catch (TranscriptException e) {
      log.warn("store does not answer ({}), so nothing is stopped", e.getClass().getSimpleName());
      return true;
    }
  }

  private boolean isMissingFile() {
    String url = transcripts.url();
    return url.startsWith(SQLITE) && !Files.exists(Path.of(url.substring(SQLITE.length())));
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(Transcript::close);
    opened = Optional.empty();
  }
}
