package dev.parley.activities.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a call as a model writes them. Models quote badly; what can be read in only one
 * way is read so, anything else is left as it is.
 */
public final class CallArguments {

  private static final JsonMapper STRICT = mapper().build();

  /** Python's quotes, JavaScript's keys and commas, line breaks within texts. */
  private static final JsonMapper LENIENT =
      mapper()
          .enable(
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private static final Pattern FENCED =
      Pattern.compile("```[A-Za-z]*\\s*\\n(.*)\\n\\s*```", Pattern.DOTALL);

  private CallArguments() {}

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // An amount is approved as it is written: 240.00.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  /** The object that was meant; absent: it is none, or could be read in several ways. */
  public static Optional<ObjectNode> parse(String written) {
    String text = written.strip();
    if (text.isEmpty() || text.equals("null")) {
      // What many models write for a tool that takes nothing.
      return Optional.of(STRICT.createObjectNode());
    }
    Matcher fence = FENCED.matcher(text);
    String bare = fence.matches() ? fence.group(1).strip() : text;
    return object(STRICT, bare).or(() -> quoted(bare)).or(() -> object(LENIENT, bare));
  }

  private static Optional<ObjectNode> object(JsonMapper mapper, String text) {
    return read(mapper, text).flatMap(CallArguments::object);
  }

  private static Optional<ObjectNode> object(JsonNode node) {
    return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** The object as a text in quotes: what a model writes that escapes once too often. */
  private static Optional<ObjectNode> quoted(String text) {
    return read(STRICT, text)
        .filter(JsonNode::isTextual)
        .flatMap(node -> object(STRICT, node.textValue()));
  }

  private static Optional<JsonNode> read(JsonMapper mapper, String text) {
    try {
      return Optional.of(mapper.readTree(text));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /**
   * The same as a JSON object, if it can be read as one: what is asked for, approved and called.
   */
  public static String mended(String written) {
    boolean whole = object(STRICT, written).isPresent();
    return whole ? written : parse(written).map(JsonNode::toString).orElse(written);
  }

  /** The same whatever its blanks and the order of its fields: what a digest is made of. */
  public static String canonical(String written) {
    return parse(written).map(CallArguments::sorted).orElse(written);
  }

  private static String sorted(ObjectNode object) {
    try {
      return STRICT
          .writer()
          .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree has always a JSON form", e);
    }
  }
}
