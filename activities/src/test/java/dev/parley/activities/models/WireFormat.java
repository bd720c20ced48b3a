package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one provider's endpoint speaks: its real JSON and its real events. */
interface WireFormat {

  JsonNodeFactory JSON = JsonNodeFactory.instance;

  Vendor vendor();

  /** The body of a whole answer. */
  JsonNode body(Said said);

  /** The events of the same answer, the last of which ends it. */
  List<String> events(Said said);

  /** An event in the middle of a stream that says that it failed, and the status it stands for. */
  Map.Entry<String, Integer> failing();

  /** An error as this provider writes it. */
  JsonNode error(int status, String code, String message);

  /** Whether a request asks for a stream. */
  boolean asksForStream(EndpointRequest request);

  /** What this provider reports of a usage. */
  default Usage reported(Usage usage) {
    return usage;
  }

  /** Whether arguments travel as text, so that nonsense stays nonsense. */
  default boolean quotesArguments() {
    return false;
  }

  default ModelSpec at(String baseUrl) {
    return new ModelSpec(
        vendor().label(),
        vendor() == Vendor.OPENAI ? "gpt-4o" : "a-model",
        0.5,
        100,
        null,
        baseUrl,
        Map.of(),
        null,
        null,
        null,
        List.of());
  }

  default EndpointAnswer answer(Said said, boolean streamed) {
    return streamed
        ? EndpointAnswer.events(events(said))
        : EndpointAnswer.of(200, body(said).toString());
  }

  static String data(JsonNode event) {
    return "data: " + event + "\n\n";
  }

  /** Arguments as an object, where a provider writes them so. */
  static ObjectNode object(String arguments) {
    return WireJson.object(arguments).orElseGet(JSON::objectNode);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
