package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The messages of a request to Gemini, as LangChain4j writes them and as the API takes them. */
final class GeminiContents {

  /**
   * Models from 3 on sign their calls and refuse a call that comes back without a signature. Calls
   * come from the transcript, where another model may have made them; this is what Google wants to
   * see in place of the signature then.
   */
  static final String UNSIGNED = "skip_thought_signature_validator";

  private static final Pattern SIGNS = Pattern.compile("gemini-([3-9]|[1-9]\\d).*");

  private GeminiContents() {}

  static void mend(ObjectNode body, String model) {
    if (body.path("contents") instanceof ArrayNode contents) {
      body.set("contents", joined(contents));
    }
    if (SIGNS.matcher(model).matches()) {
      body.path("contents").forEach(GeminiContents::sign);
    }
  }

  /** The results of calls that were made together must come together. */
  private static ArrayNode joined(ArrayNode contents) {
    ArrayNode joined = contents.arrayNode();
    @Nullable ObjectNode last = null;
    for (JsonNode content : contents) {
      boolean goesOn = last != null && last.path("role").equals(content.path("role"));
      if (goesOn && last != null && last.path("parts") instanceof ArrayNode parts) {
        content.path("parts").forEach(parts::add);
      } else if (content instanceof ObjectNode next) {
        joined.add(next);
        last = next;
      }
    }
    return joined;
  }

  /** Of calls that are made together the first is signed. */
  private static void sign(JsonNode content) {
    for (JsonNode part : content.path("parts")) {
      if (part instanceof ObjectNode call && part.has("functionCall")) {
        call.put("thoughtSignature", UNSIGNED);
        return;
      }
    }
  }
}
