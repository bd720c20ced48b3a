package dev.parley.cli.local;

import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.transcript.Transcripts;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The transcript. Opening it is the test; a file that is not there yet is left so. */
final class StoreProbe implements Probe {
  private static final String PART = "store";

  private final Home home;
  private final Map<String, String> environment;

  StoreProbe(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public List<Finding> look() {
    String url = environment.getOrDefault("PARLEY_STORE", home.storeUrl());
    if (url.equals(home.storeUrl()) && !Files.exists(home.store())) {
      return List.of(Finding.present(PART, url + ", made with the first conversation"));
    }
    try (Transcript transcript =
        new Transcripts(
                url, environment.get("PARLEY_STORE_USER"), environment.get("PARLEY_STORE_PASSWORD"))
            .open()) {
      return List.of(Finding.present(PART, transcript.describe()));
    } catch (TranscriptException e) {
      return List.of(
          Finding.misconfigured(
              PART,
              String.valueOf(e.getMessage()),
              environment.containsKey("PARLEY_STORE")
                  ? "correct PARLEY_STORE, _USER, _PASSWORD, or unset them"
                  : "free or move " + home.store()));
    }
  }
}
