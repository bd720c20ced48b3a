package dev.parley.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error object of an OpenAI-compatible endpoint: {@code {"error": {"code", "type",
 * "message"}}}, or the same without the outer level, as vLLM writes it.
 *
 * @param code what the endpoint calls it; only what looks like an identifier
 * @param message its words; to be classified, never to be shown
 */
record ProviderError(@Nullable String code, String message) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,64}");

  static ProviderError read(String body) {
    try {
      JsonNode whole = JSON.readTree(body);
      JsonNode error = whole.path("error").isObject() ? whole.path("error") : whole;
      return new ProviderError(identifier(error).orElse(null), error.path("message").asText(body));
    } catch (JsonProcessingException notJson) {
      return new ProviderError(null, body);
    }
  }

  private static Optional<String> identifier(JsonNode error) {
    return Stream.of("code", "type")
        .map(error::path)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> CODE.matcher(text).matches())
        .findFirst();
  }

  boolean isContentFilter() {
    return code != null && (code.contains("content_filter") || code.contains("content_policy"))
        || message.contains("content management policy");
  }

  boolean isContextLength() {
    return code != null && (code.contains("context_length") || code.contains("context_size"))
        || Stream.of("context length", "context window", "context size", "prompt is too long")
            .anyMatch(message::contains);
  }
}
