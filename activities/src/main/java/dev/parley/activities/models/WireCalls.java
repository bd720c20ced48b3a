package dev.parley.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tool calls as endpoints write them that only resemble OpenAI's. LangChain4j drops a call without
 * a type and fails at arguments that are not quoted, so both are written as they should be.
 */
final class WireCalls {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private WireCalls() {}

  /** The same answer with whole calls; one without calls, or that is no JSON, as it came. */
  static String mended(String body) {
    if (!body.contains("\"tool_calls\"")) {
      return body;
    }
    try {
      JsonNode whole = JSON.readTree(body);
      for (JsonNode choice : whole.path("choices")) {
        for (JsonNode call : choice.path("message").path("tool_calls")) {
          if (call instanceof ObjectNode object) {
            mend(object);
          }
        }
      }
      return JSON.writeValueAsString(whole);
    } catch (JsonProcessingException noJson) {
      return body;
    }
  }

  private static void mend(ObjectNode call) {
    if (!call.path("type").isTextual()) {
      call.put("type", "function");
    }
    if (call.path("function") instanceof ObjectNode function) {
      JsonNode arguments = function.path("arguments");
      if (arguments.isMissingNode() || arguments.isNull()) {
        function.put("arguments", "");
      } else if (!arguments.isTextual()) {
        function.put("arguments", arguments.toString());
      }
    }
  }
}
