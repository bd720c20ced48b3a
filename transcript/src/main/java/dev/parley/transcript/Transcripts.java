package dev.parley.transcript;

import dev.parley.transcript.jdbc.JdbcTranscript;
import org.jspecify.annotations.Nullable;

/**
 * Opens the store that a setting names.
 *
 * @param url {@code sqlite:PATH} or {@code jdbc:postgresql:…}
 */
public record Transcripts(String url, @Nullable String user, @Nullable String password) {

  /**
   * Opens the store and brings its schema up to date.
   *
   * @throws TranscriptException.Unavailable if it cannot be reached
   * @throws TranscriptException.Refused if its schema is newer than this Parley, or the url is no
   *     store
   */
  public Transcript open() {
    return JdbcTranscript.open(url, user, password);
  }

  /** Without the password, and without what a url has behind its question mark. */
  @Override
  public String toString() {
    int question = url.indexOf('?');
    return "Transcripts[%s]".formatted(question < 0 ? url : url.substring(0, question));
  }
}
