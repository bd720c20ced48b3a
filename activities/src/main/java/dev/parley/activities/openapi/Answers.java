package dev.parley.activities.openapi;

import dev.parley.activities.http.HttpReply;
import dev.parley.activities.http.HttpReply.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What models are told of replies. */
final class Answers {

  /** Characters of an error's body. */
  private static final int ERROR = 2_000;

  /** What is shorter is no secret, and is found in words. */
  private static final int SHORTEST_SECRET = 8;

  private final List<String> secrets = new ArrayList<>();

  /** Answers in which no value of these headers is shown. */
  Answers(Map<String, String> headers) {
    for (String value : headers.values()) {
      secrets.add(value);
      int blank = value.indexOf(' ');
      if (blank > 0) {
        // "Bearer KEY": the key may come back alone.
        secrets.add(value.substring(blank + 1).strip());
      }
    }
    secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** Whether a reply is an error. */
  static boolean isError(HttpReply reply) {
    return reply.status() >= 400;
  }

  /** The text of a reply that is no error. */
  String text(HttpReply reply) {
    String end =
        switch (reply.end()) {
          case WHOLE -> "";
          case CUT -> "\n[cut after %d bytes]".formatted(reply.bytes());
          case BROKEN -> "\n[the connection broke here; there was more]";
        };
    if (reply.status() >= 300) {
      return "(status %d, to %s)"
          .formatted(reply.status(), clean(reply.header("location").orElse("nowhere")));
    }
    if (reply.bytes() == 0 && reply.end() == End.WHOLE) {
      return "(no content, status %d)".formatted(reply.status());
    }
    return isText(reply)
        ? clean(reply.text()) + end
        : "(%s, %d bytes)%s".formatted(reply.type(), reply.bytes(), end);
  }

  /** What an error says, from its beginning. */
  String error(HttpReply reply) {
    String text = isText(reply) ? clean(reply.text()).strip() : "(%s)".formatted(reply.type());
    String start = text.length() <= ERROR ? text : text.substring(0, ERROR) + " …";
    return "status %d%s".formatted(reply.status(), start.isEmpty() ? "" : ": " + start);
  }

  private static boolean isText(HttpReply reply) {
    String type = reply.type();
    boolean named =
        type.isEmpty()
            || type.startsWith("text/")
            || type.matches(
                ".*[/+](json|xml|yaml|x-yaml|javascript|x-ndjson|x-www-form-urlencoded)");
    return named && reply.text().indexOf('\0') < 0;
  }

  /** Services show what they got: a key that comes back is still none of the model's business. */
  private String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
