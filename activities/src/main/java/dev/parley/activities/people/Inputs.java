package dev.parley.activities.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.parley.agents.BoundedRegex;
import dev.parley.agents.InputCheck;
import dev.parley.transcript.Json;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Holds a person's answer against what it must look like. */
public final class Inputs {

  private static final ObjectMapper STRICT =
      Json.mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Nothing is fetched from anywhere: a schema is what stands in the team file. */
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder
                  .enableSchemaCache(false)
                  .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .failFast(true)
          .locale(java.util.Locale.ENGLISH)
          .regularExpressionFactory(regex -> text -> BoundedRegex.find(regex, text))
          .build();

  private Inputs() {}

  /** What is wrong with an answer, for the person who gave it; empty: nothing. */
  public static Optional<String> problem(InputCheck check, String answer) {
    return choices(check, answer)
        .or(() -> Optional.ofNullable(check.matches()).flatMap(regex -> form(regex, answer)))
        .or(() -> Optional.ofNullable(check.schema()).flatMap(schema -> schema(schema, answer)));
  }

  private static Optional<String> choices(InputCheck check, String answer) {
    return check.choices().isEmpty() || check.choices().contains(answer.strip())
        ? Optional.empty()
        : Optional.of("the answer must be one of " + String.join(", ", check.choices()));
  }

  private static Optional<String> form(String regex, String answer) {
    try {
      return BoundedRegex.matches(regex, answer)
          ? Optional.empty()
          : Optional.of("the answer must look like " + regex);
    } catch (PatternSyntaxException e) {
      return Optional.of("input.matches of the team is no regular expression: no answer can pass");
    }
  }

  private static Optional<String> schema(String schema, String answer) {
    JsonNode given;
    try {
      given = STRICT.readTree(answer);
    } catch (JsonProcessingException e) {
      return Optional.of("the answer must be JSON: " + firstLine(e.getOriginalMessage()));
    }
    if (given.isMissingNode()) {
      return Optional.of("the answer must be JSON, is empty");
    }
    try {
      JsonSchema read = SCHEMAS.getSchema(schema, CONFIG);
      return read.validate(given).stream()
          .min(Comparator.comparing(one -> String.valueOf(one.getInstanceLocation())))
          .map(Inputs::told);
    } catch (RuntimeException | StackOverflowError e) {
      // The library throws many types for a schema that is none.
      return Optional.of("input.schema of the team is no JSON Schema: no answer can pass");
    }
  }

  private static String told(ValidationMessage found) {
    return "the answer is not as asked: " + firstLine(found.getMessage());
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
