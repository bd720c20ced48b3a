package dev.parley.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a {@link ModelEndpoint} got it.
 *
 * @param number from 1
 * @param path as it was sent
 * @param headers by lower-case name
 * @param body the whole body
 */
public record EndpointRequest(int number, String path, Map<String, String> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A header, if it was sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The body. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      throw new UncheckedIOException("request %d is no JSON".formatted(number), noJson);
    }
  }

  /** The model that is asked. */
  public String model() {
    return json().path("model").asText();
  }

  /** The words of the last message. */
  public String lastText() {
    JsonNode messages = json().path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    return content.isArray() ? content.path(0).path("text").asText() : content.asText();
  }
}
