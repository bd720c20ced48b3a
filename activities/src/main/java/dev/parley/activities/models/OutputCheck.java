package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.parley.agents.BoundedRegex;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a model's output against its schema, and says in words for the model what is wrong. */
public final class OutputCheck {

  private static final int SHOWN = 5;
  private static final int LONGEST = 300;

  /** A schema that names an address is no reason to ask that address. */
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder
                  .enableSchemaCache(false)
                  .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .locale(Locale.ENGLISH)
          .pathType(PathType.JSON_PATH)
          .regularExpressionFactory(regex -> text -> BoundedRegex.find(regex, text))
          .build();

  /** The schema of schemas, which the library brings along. */
  private static final JsonSchema SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);

  private final JsonSchema schema;

  /**
   * A check.
   *
   * @param schema JSON Schema 2020-12
   * @throws IllegalArgumentException if it is none
   */
  public OutputCheck(String schema) {
    JsonNode read =
        WireJson.object(schema)
            .orElseThrow(() -> new IllegalArgumentException("output.schema is no JSON object"));
    SCHEMAS.validate(read).stream()
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException(
                  "output.schema is no JSON Schema: " + cut(wrong.getMessage()));
            });
    try {
      this.schema = FACTORY.getSchema(read, CONFIG);
      this.schema.initializeValidators();
    } catch (RuntimeException | StackOverflowError e) {
      // The library throws many types for a schema that is none.
      throw new IllegalArgumentException("output.schema is no JSON Schema", e);
    }
  }

  /**
   * What is wrong, as sentences with the places: {@code $.answer: integer found, string expected};
   * empty: nothing.
   */
  public Optional<String> problem(String text) {
    Optional<JsonNode> output = WireJson.read(text.strip());
    if (output.isEmpty()) {
      return Optional.of(
          "The answer must be JSON and nothing else: no words around it, no fence of backticks.");
    }
    List<String> wrong =
        schema.validate(output.get()).stream()
            .map(ValidationMessage::getMessage)
            .map(OutputCheck::cut)
            .sorted()
            .toList();
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    String more = wrong.size() > SHOWN ? "; and %d more".formatted(wrong.size() - SHOWN) : "";
    return Optional.of(
        wrong.stream()
            .limit(SHOWN)
            .collect(Collectors.joining("; ", "The answer does not fit its schema: ", more)));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
