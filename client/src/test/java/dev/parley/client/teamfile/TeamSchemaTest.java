package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema: the one that the table gives, right about examples and mistakes. */
class TeamSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TeamSchema.json());

  static Stream<String> examples() {
    return TestFiles.in("examples").stream().map(TestFiles::name);
  }

  static Stream<String> mistakes() {
    return TestFiles.in("mistakes").stream()
        .filter(file -> !TestFiles.text(file).contains("#schema: unreadable"))
        .map(TestFiles::name);
  }

  @Test
  void thePublishedSchemaIsTheOneOfTheTable() throws IOException {
    Path published =
        Path.of(System.getProperty("parley.root", ".."), "docs", "schema", "team.json");

    assertThat(Files.readString(published))
        .as("docs/schema/team.json must be what TeamSchema.json() gives")
        .isEqualTo(TeamSchema.json());
  }

  @Test
  void theSchemaIsItselfValid() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(json(TeamSchema.json()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSchemaTakesEveryExampleOfTheFormat(String name) {
    assertThat(validate(TestFiles.path("examples/" + name + ".yaml"))).hasValue(Set.of());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theSchemaSeesTheMistakesThatASchemaCanSee(String name) {
    Path file = TestFiles.path("mistakes/" + name + ".yaml");
    String text = TestFiles.text(file);

    Optional<Set<ValidationMessage>> found = validate(file);

    assertThat(found).isPresent();
    assertThat(found.orElseThrow().isEmpty()).isEqualTo(text.contains("#schema: passes"));
  }

  @Test
  void everyKeyOfTheSchemaIsAKeyOfTheReaderAndTheOtherWayRound() {
    JsonNode definitions = json(TeamSchema.json()).get("$defs");
    Set<String> ofTheSchema = new TreeSet<>();
    definitions.forEach(definition -> collect(definition, ofTheSchema));
    Set<String> ofTheReader = new TreeSet<>();
    TeamFormat.all().values().forEach(shape -> collect(shape, ofTheReader));

    assertThat(ofTheSchema).isEqualTo(ofTheReader).hasSizeGreaterThan(120);
  }

  @Test
  void theReaderKnowsEveryKeyOfEveryExample() {
    for (Path file : TestFiles.in("examples")) {
      assertThat(TeamFile.read(file).errors())
          .filteredOn(p -> !TestFiles.name(file).contains("people"))
          .noneMatch(p -> p.message().contains("unknown key") || p.message().contains("expected"));
    }
  }

  private static Optional<Set<ValidationMessage>> validate(Path file) {
    var report = new Report("x");
    return YamlTree.parse(TestFiles.text(file), new Place("x", 0, ""), report)
        .map(tree -> SCHEMA.validate(Json.of(tree)));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode schema, Set<String> keys) {
    if (schema.isObject() && schema.path("properties").isObject()) {
      schema.get("properties").fieldNames().forEachRemaining(keys::add);
    }
    schema.forEach(part -> collect(part, keys));
  }

  private static void collect(Shape shape, Set<String> keys) {
    switch (shape) {
      case Shape.Many many -> collect(many.of(), keys);
      case Shape.Named named -> collect(named.of(), keys);
      case Shape.Keys all -> all.keys().values().forEach(key -> collect(key, keys));
      case Shape.Typed typed -> typed.keys().values().forEach(each -> collect(each, keys));
      case Shape.Choice choice ->
          choice.options().values().forEach(o -> o.key().forEach(key -> collect(key, keys)));
      case Shape.OneOf oneOf -> oneOf.shapes().forEach(each -> collect(each, keys));
      case Shape.Text s -> {}
      case Shape.Ref s -> {}
      case Shape.Word s -> {}
      case Shape.Whole s -> {}
      case Shape.Decimal s -> {}
      case Shape.Flag s -> {}
      case Shape.Time s -> {}
      case Shape.Size s -> {}
      case Shape.Defined s -> {}
      case Shape.Free s -> {}
    }
  }

  private static void collect(Shape.Key key, Set<String> keys) {
    keys.add(key.name());
    collect(key.shape(), keys);
  }
}
