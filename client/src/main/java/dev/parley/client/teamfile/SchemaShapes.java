package dev.parley.client.teamfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.agents.Names;

/** The JSON Schema of each kind of shape. */
final class SchemaShapes {

  /** Where a text is checked, a hole that is filled later must pass. */
  private static final String OR_HOLE = "|.*\\$\\{.*";

  private SchemaShapes() {}

  static ObjectNode reference(String name) {
    return object().put("$ref", "#/$defs/" + name);
  }

  static ObjectNode schema(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> text(text);
      case Shape.Ref ref -> type("string").put("minLength", 1);
      case Shape.Word word -> word(word);
      case Shape.Whole whole -> whole(whole);
      case Shape.Decimal decimal ->
          type("number").put(decimal.positive() ? "exclusiveMinimum" : "minimum", 0);
      case Shape.Flag flag -> type("boolean");
      case Shape.Time time ->
          type("string")
              .put(
                  "pattern",
                  time.positive() ? "^0*[1-9][0-9]*(ms|s|m|h|d)$" : "^[0-9]+(ms|s|m|h|d)$");
      case Shape.Size size -> type("string").put("pattern", "^0*[1-9][0-9]*(B|KB|MB|GB|TB)$");
      case Shape.Many many -> many(many);
      case Shape.Named named -> named(named);
      case Shape.Keys keys -> keys(keys);
      case Shape.Typed typed -> typed(typed);
      case Shape.Choice choice -> choice(choice);
      case Shape.OneOf oneOf -> oneOf(oneOf);
      case Shape.Defined defined -> reference(defined.name());
      case Shape.Free free -> free.map() ? type("object") : object();
    };
  }

  private static ObjectNode text(Shape.Text text) {
    ObjectNode schema = type("string").put("maxLength", text.longest());
    return switch (text.rule()) {
      case ANY, HEADER, RAW -> schema;
      case WORDS -> schema.put("minLength", 1);
      case NAME -> schema.put("pattern", "^(" + Names.NAME.pattern() + OR_HOLE + ")$");
      case REGEX -> schema.put("minLength", 1).put("format", "regex");
      case ADDRESS ->
          schema.put("pattern", "^([Hh][Tt][Tt][Pp][Ss]?://[^/@]+([/?#].*)?" + OR_HOLE + ")$");
      case KEY -> schema.put("pattern", "^" + TextRules.KEY.pattern().replace("}", "\\}") + "$");
    };
  }

  private static ObjectNode word(Shape.Word word) {
    ObjectNode schema = object();
    ArrayNode words = schema.putArray("enum");
    word.words().sequencedKeySet().forEach(words::add);
    return schema;
  }

  private static ObjectNode whole(Shape.Whole whole) {
    ObjectNode schema = type("integer");
    if (whole.least() > Long.MIN_VALUE) {
      schema.put("minimum", whole.least());
    }
    return whole.most() < Long.MAX_VALUE ? schema.put("maximum", whole.most()) : schema;
  }

  private static ObjectNode many(Shape.Many many) {
    ObjectNode list = type("array");
    list.set("items", schema(many.of()));
    if (!many.empty().isEmpty()) {
      list.put("minItems", 1);
    }
    ObjectNode schema = object();
    schema.putArray("anyOf").add(schema(many.of())).add(list);
    return schema;
  }

  private static ObjectNode named(Shape.Named named) {
    ObjectNode schema = type("object").put("maxProperties", named.most());
    if (named.by() != Shape.Named.Keyed.ANY) {
      schema.putObject("propertyNames").put("pattern", "^(" + Names.NAME.pattern() + ")$");
    }
    schema.set("additionalProperties", schema(named.of()));
    return schema;
  }

  private static ObjectNode keys(Shape.Keys keys) {
    ObjectNode map = type("object").put("additionalProperties", false);
    ObjectNode properties = map.putObject("properties");
    keys.keys().values().forEach(key -> properties.set(key.name(), described(key)));
    var required = keys.keys().values().stream().filter(Shape.Key::required).toList();
    if (!required.isEmpty()) {
      ArrayNode names = map.putArray("required");
      required.forEach(key -> names.add(key.name()));
    }
    if (keys.main().isEmpty()) {
      return map;
    }
    ObjectNode schema = object();
    schema.putArray("anyOf").add(schema(Shapes.mainOf(keys).shape())).add(map);
    return schema;
  }

  private static ObjectNode described(Shape.Key key) {
    ObjectNode schema = schema(key.shape());
    String later = key.status() == Shape.Status.LATER ? " Not in this version." : "";
    return schema.put("description", key.doc() + later);
  }

  private static ObjectNode typed(Shape.Typed typed) {
    ObjectNode schema = type("object");
    schema.putArray("required").add("type");
    schema.putObject("properties").set("type", word(typed.types()));
    ArrayNode all = schema.putArray("allOf");
    typed
        .keys()
        .forEach(
            (type, keys) -> {
              ObjectNode one = all.addObject();
              ObjectNode when = one.putObject("if");
              when.putObject("properties").putObject("type").put("const", type);
              when.putArray("required").add("type");
              one.set("then", keys(keys));
            });
    return schema;
  }

  private static ObjectNode choice(Shape.Choice choice) {
    ObjectNode schema = object();
    ArrayNode any = schema.putArray("anyOf");
    ObjectNode map = type("object").put("additionalProperties", false);
    map.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode properties = map.putObject("properties");
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    for (Shape.Option option : choice.options().values()) {
      if (option.bare()) {
        words.add(option.word());
      }
      option.key().forEach(key -> properties.set(key.name(), described(key)));
    }
    if (!words.isEmpty()) {
      any.addObject().set("enum", words);
    }
    any.add(map);
    return schema;
  }

  private static ObjectNode oneOf(Shape.OneOf oneOf) {
    ObjectNode schema = object();
    ArrayNode any = schema.putArray("anyOf");
    oneOf.shapes().forEach(shape -> any.add(schema(shape)));
    return schema;
  }

  private static ObjectNode type(String type) {
    return object().put("type", type);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
