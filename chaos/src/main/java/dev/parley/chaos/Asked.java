package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Entry;
import dev.parley.transcript.Json;
import java.util.Locale;

/** The arguments of {@link Deeds} in a transcript. */
final class Asked {

  private Asked() {}

  /** Arguments as the model and people write them. */
  static String arguments(int number, int amount) {
    return String.format(Locale.ROOT, "{\"number\":%d,\"amount\":%d}", number, amount);
  }

  /** The number of the call that a request is about. */
  static int number(Entry request) {
    return number(arguments(request));
  }

  /** The number in arguments. */
  static int number(String arguments) {
    return Json.read(arguments, JsonNode.class).path("number").asInt();
  }

  /** The amount in arguments. */
  static int amount(String arguments) {
    return Json.read(arguments, JsonNode.class).path("amount").asInt();
  }

  private static String arguments(Entry request) {
    if (request.words().detail() instanceof Entry.Asking asking && asking.arguments() != null) {
      return asking.arguments();
    }
    throw new IllegalStateException("entry %d asks about no call".formatted(request.seq()));
  }
}
