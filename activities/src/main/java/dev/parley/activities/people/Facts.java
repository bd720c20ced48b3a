package dev.parley.activities.people;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.values.NullValue;
import dev.parley.agents.Executor;
import dev.parley.transcript.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression of a policy may look at.
 *
 * @param args the arguments of a tool call, numbers as Long or Double; of a code run {@code
 *     network}, {@code packages} and {@code image}; empty: they cannot be read, so that every
 *     expression that looks at them fails, and asks
 * @param tool name of the tool; empty: it is about no tool
 * @param agent whose tool or code it is
 * @param team name of the blueprint
 * @param starter who has started the conversation
 * @param code the code that is to run; empty: it is about no code
 */
public record Facts(
    Optional<Map<String, Object>> args,
    String tool,
    String agent,
    String team,
    String starter,
    String code) {

  /**
   * A key that stands twice is an error: nobody knows which of the two a tool would take, and a
   * person is not asked about the other.
   */
  private static final ObjectMapper STRICT =
      Json.mapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Of a call of a tool. */
  public static Facts call(
      String tool, String argumentsJson, String agent, String team, String starter) {
    return new Facts(arguments(argumentsJson), tool, agent, team, starter, "");
  }

  /** Of a run of code. */
  public static Facts run(
      Executor executor, String code, String agent, String team, String starter) {
    Map<String, Object> args = new HashMap<>();
    args.put("network", executor.network());
    args.put("packages", List.copyOf(executor.packages()));
    String image = executor.image();
    args.put("image", image == null ? "" : image);
    return new Facts(Optional.of(args), "", agent, team, starter, code);
  }

  /** Of a request that is about neither: a human turn, a plan, a budget. */
  public static Facts plain(String agent, String team, String starter) {
    return new Facts(Optional.of(Map.of()), "", agent, team, starter, "");
  }

  private static Optional<Map<String, Object>> arguments(String json) {
    try {
      JsonNode read = STRICT.readTree(json);
      return read.isObject() ? Optional.of(map(read)) : Optional.empty();
    } catch (JsonProcessingException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> all = new HashMap<>();
    object.properties().forEach(one -> all.put(one.getKey(), value(one.getValue())));
    return all;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case ARRAY -> {
        List<Object> all = new ArrayList<>();
        node.forEach(one -> all.add(value(one)));
        yield all;
      }
      // CEL knows no other numbers: an int would be an error in every comparison.
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : (Object) node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> NullValue.NULL_VALUE;
      case STRING, BINARY, POJO -> node.asText();
    };
  }
}
