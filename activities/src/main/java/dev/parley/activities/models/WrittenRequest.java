package dev.parley.activities.models;

/**
 * A request as an endpoint gets it, without headers: keys are among them.
 *
 * @param url where it goes
 * @param body the JSON
 * @param digest SHA-256 of the body, lower-case hex
 */
public record WrittenRequest(String url, String body, String digest) {

  /** Without the words, so that a request may be logged. */
  @Override
  public String toString() {
    return "WrittenRequest[%s, %d characters]".formatted(url, body.length());
  }
}
