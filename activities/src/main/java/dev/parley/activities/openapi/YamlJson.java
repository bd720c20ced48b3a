package dev.parley.activities.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a document in JSON or YAML. Of YAML as of JSON: {@code NO} and {@code 2026-01-01} are
 * texts.
 */
final class YamlJson {

  /** Values that a document may have, those that an alias repeats counted again. */
  private static final int MOST_VALUES = 2_000_000;

  private static final int DEEPEST = 200;
  private static final int MOST_ALIASES = 10_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,100})(\\.[0-9]{1,100})?([eE][+-]?[0-9]{1,3})?");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final String shown;
  private int values;

  private YamlJson(String shown) {
    this.shown = shown;
  }

  /**
   * The tree of a text.
   *
   * @param shown what messages call the document
   * @throws OpenApiException with the line, if it is neither
   */
  static JsonNode read(String shown, String text) {
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return bare.stripLeading().startsWith("{") ? json(shown, bare) : yaml(shown, bare);
  }

  private static JsonNode json(String shown, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new OpenApiException(
          "%s:%d: is no JSON: %s".formatted(shown, line, e.getOriginalMessage()), e);
    }
  }

  private static JsonNode yaml(String shown, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setCodePointLimit(Integer.MAX_VALUE);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new OpenApiException(shown + ": is empty");
      }
      return new YamlJson(shown).tree(root, 0);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new OpenApiException("%s:%d: is no YAML: %s".formatted(shown, line, e.getProblem()), e);
    } catch (YAMLException e) {
      throw new OpenApiException(shown + ": is no YAML", e);
    }
  }

  private JsonNode tree(Node node, int depth) {
    values++;
    if (values > MOST_VALUES || depth > DEEPEST) {
      throw new OpenApiException(
          "%s: holds more than %d values or is deeper than %d; leave out what is not used"
              .formatted(shown, MOST_VALUES, DEEPEST));
    }
    return switch (node) {
      case MappingNode map -> object(map, depth);
      case SequenceNode list -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.getValue().forEach(item -> array.add(tree(item, depth + 1)));
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new OpenApiException(shown + ": holds a value of an unknown kind");
    };
  }

  private ObjectNode object(MappingNode map, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : map.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new OpenApiException("%s:%d: has a key that is no text".formatted(shown, line));
      }
      if (object.has(key.getValue())) {
        throw new OpenApiException(
            "%s:%d: has the key \"%s\" twice".formatted(shown, line, key.getValue()));
      }
      object.set(key.getValue(), tree(tuple.getValueNode(), depth + 1));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return TextNode.valueOf(text);
    }
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      case "null", "~", "" -> NullNode.getInstance();
      default -> NUMBER.matcher(text).matches() ? number(text) : TextNode.valueOf(text);
    };
  }

  private static JsonNode number(String text) {
    BigDecimal number = new BigDecimal(text);
    return text.matches("-?[0-9]{1,18}")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : DecimalNode.valueOf(number);
  }
}
