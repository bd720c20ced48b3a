package dev.parley.activities.models;

import java.net.URI;
import java.util.Map;

/** Whether, and how, a worker may call an endpoint. */
sealed interface Access {

  /**
   * It may.
   *
   * @param base the base URL, without a slash at its end
   * @param headers what is sent along, secrets included: never to be logged
   */
  record Open(URI base, Map<String, String> headers) implements Access {

    /** The endpoint's host and port, for messages. */
    String host() {
      return base.getAuthority();
    }

    /** A text in which no secret of this access occurs. */
    String withoutSecrets(String text) {
      String safe = text;
      for (String value : headers.values()) {
        String secret = value.replaceFirst("^Bearer ", "");
        safe = secret.length() < 8 ? safe : safe.replace(secret, "[secret]");
      }
      return safe;
    }

    @Override
    public String toString() {
      return "Open[%s, headers=%s]".formatted(base, headers.keySet());
    }
  }

  /** It may not; the text says why and what to do, and fits behind {@code models.NAME: }. */
  record Refused(FailureType type, String text) implements Access {}
}
