package dev.parley.activities.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tool's arguments must look like. */
public final class ArgumentSchema {

  private static final int SHOWN = 5;

  /** A schema that names an address is no reason to ask that address. */
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

  private final ObjectNode text;
  private final JsonSchema schema;

  /** A schema of an object. */
  public ArgumentSchema(ObjectNode text) {
    this.text = text.deepCopy();
    this.schema = FACTORY.getSchema(this.text);
  }

  /** What is wrong with arguments as a model writes them. */
  public Optional<String> problem(String arguments) {
    return CallArguments.parse(arguments)
        .map(this::problem)
        .orElseGet(() -> Optional.of("the arguments are no JSON object. They must fit " + text));
  }

  /**
   * What is wrong, as a sentence with the places: {@code $.id: string found, integer expected}.
   * Fields that may be left out may be {@code null}, as many models write it.
   */
  public Optional<String> problem(ObjectNode arguments) {
    List<String> wrong =
        schema.validate(without(arguments)).stream()
            .map(ValidationMessage::getMessage)
            .sorted()
            .toList();
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String more = wrong.size() > SHOWN ? "; and %d more".formatted(wrong.size() - SHOWN) : "";
    return Optional.of(
        wrong.stream().limit(SHOWN).collect(Collectors.joining("; ", "", more))
            + ". The arguments must fit "
            + text);
  }

  /** The arguments without those that say nothing. */
  private ObjectNode without(ObjectNode arguments) {
    ObjectNode said = arguments.deepCopy();
    said.properties().removeIf(field -> field.getValue().isNull() && mayLack(field.getKey()));
    return said;
  }

  private boolean mayLack(String field) {
    for (JsonNode required : text.path("required")) {
      if (required.asText().equals(field)) {
        return false;
      }
    }
    return true;
  }
}
