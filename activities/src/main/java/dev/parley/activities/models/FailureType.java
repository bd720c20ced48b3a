package dev.parley.activities.models;

/** Why a model call gave no whole answer. */
public enum FailureType {
  /** Too many calls (HTTP 429). */
  RATE_LIMIT("rateLimit", true),
  /** The endpoint failed (HTTP 5xx, 409). */
  SERVER_ERROR("serverError", true),
  /** Not asked, because most of the last calls of its endpoint failed. */
  OUTAGE("serverError", true),
  /** No whole answer in time, or HTTP 408. */
  TIMEOUT("timeout", true),
  /** Not reached, or the connection broke. */
  NETWORK("network", true),
  /** An answer that is unreadable, empty or cut off. */
  BAD_OUTPUT("badOutput", true),
  /** The key was refused (HTTP 401, 403). */
  AUTHENTICATION("authentication", false),
  /** No such model or address (HTTP 404). */
  NOT_FOUND("notFound", false),
  /** The provider's policy forbids the prompt or the answer. */
  CONTENT_FILTER("contentFilter", false),
  /** The prompt is longer than the model reads. */
  CONTEXT_LENGTH("contextLength", false),
  /** The request is not understood: any other 4xx, or a spec that cannot be sent. */
  BAD_REQUEST("badRequest", false),
  /** The worker has no key for it. */
  MISSING_KEY("missingKey", false),
  /** The worker does not send this key to this host. */
  FORBIDDEN_HOST("forbiddenHost", false),
  /** No provider of that name. */
  UNKNOWN_PROVIDER("unknownProvider", false),
  /** A scripted model has no reply left that fits. */
  SCRIPT_EXHAUSTED("scriptExhausted", false);

  private final String word;
  private final boolean retryable;

  FailureType(String word, boolean retryable) {
    this.word = word;
    this.retryable = retryable;
  }

  /** As team files ({@code fallbackOn}) and failures write it. */
  public String word() {
    return word;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
