package dev.parley.client.teamfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tree as JSON, the way an editor with the schema sees a file. */
final class Json {

  private Json() {}

  static JsonNode of(Tree tree) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (tree) {
      case Tree.Scalar scalar ->
          switch (scalar.type()) {
            case TEXT -> json.textNode(scalar.raw());
            case NUMBER -> json.numberNode(CoreSchema.number(scalar.raw()));
            case TRUTH -> json.booleanNode(scalar.raw().equals("true"));
            case NOTHING -> json.nullNode();
          };
      case Tree.Sequence sequence -> {
        ArrayNode list = json.arrayNode();
        sequence.items().forEach(item -> list.add(of(item)));
        yield list;
      }
      case Tree.Mapping mapping -> {
        ObjectNode map = json.objectNode();
        mapping.entries().forEach(entry -> map.set(entry.key(), of(entry.value())));
        yield map;
      }
    };
  }
}
