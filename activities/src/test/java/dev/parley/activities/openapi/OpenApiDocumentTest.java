package dev.parley.activities.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.parley.activities.http.TestHttp;
import dev.parley.activities.tools.Tool;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How documents become tools. */
class OpenApiDocumentTest {

  private static final URI BASE = URI.create("https://crm.example.com/v1/");

  @TempDir private Path folder = Path.of("");

  private OpenApiSource source(String document) throws IOException {
    return source(document, BASE);
  }

  private OpenApiSource source(String document, URI base, String... idempotent) throws IOException {
    Path file = Files.writeString(folder.resolve("crm.yaml"), document);
    return new OpenApiSource(Settings.of(file.toUri(), base, Set.of(idempotent)));
  }

  private static JsonNode schema(OpenApiSource source, String tool) throws IOException {
    return Json.mapper().readTree(Settings.tool(source, tool).parameters());
  }

  private static void assertJson(JsonNode found, String expected) throws IOException {
    assertThat(found).isEqualTo(Json.mapper().readTree(expected));
  }

  // --- Names, words, effects

  @Test
  void operationsBecomeToolsWithNamesWordsAndEffects() throws IOException {
    try (OpenApiSource source =
        source(
            """
            openapi: 3.0.3
            info: { title: CRM, version: 1.0 }
            paths:
              /customers:
                get: { operationId: listCustomers, summary: Lists customers, description: All of them. }
                post: { operationId: createCustomer, description: Makes one }
              /customers/{id}:
                parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
                get: { summary: One }
                head: {}
                put: { operationId: put customer! }
                patch: { operationId: listCustomers }
                delete: { operationId: 1.delete }
              x-internal: { get: { operationId: none } }
            """)) {
      assertThat(
              source.tools(Settings.NOTHING).stream()
                  .collect(Collectors.toMap(Tool::name, Tool::effect)))
          .containsOnly(
              java.util.Map.entry("listCustomers", ToolEffect.READ),
              java.util.Map.entry("createCustomer", ToolEffect.ONCE),
              java.util.Map.entry("get_customers_id", ToolEffect.READ),
              java.util.Map.entry("head_customers_id", ToolEffect.READ),
              java.util.Map.entry("put_customer", ToolEffect.IDEMPOTENT),
              java.util.Map.entry("listCustomers_2", ToolEffect.ONCE),
              java.util.Map.entry("delete", ToolEffect.IDEMPOTENT));
      Tool list = Settings.tool(source, "listCustomers");
      assertThat(list.description()).isEqualTo("Lists customers\nAll of them.");
      assertThat(list.place()).isEqualTo("crm.yaml: GET /customers");
      assertThat(list.parameters())
          .isEqualTo("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void whatTakesAKeyMayBeRepeatedAndTheKeyIsNotTheModels() throws IOException {
    try (OpenApiSource source =
        source(
            """
            openapi: 3.1.0
            paths:
              /a: { post: { operationId: says, x-idempotent: true } }
              /b:
                post:
                  operationId: declares
                  parameters: [{ name: idempotency-key, in: header, required: true, schema: { type: string } }]
              /c: { patch: { operationId: configured } }
              /d: { post: { operationId: none } }
            """,
            BASE,
            "configured")) {
      for (String name : new String[] {"says", "declares", "configured"}) {
        Tool tool = Settings.tool(source, name);
        assertThat(tool.effect()).as(name).isEqualTo(ToolEffect.IDEMPOTENT);
        assertThat(tool.parameters()).doesNotContain("dempotency");
      }
      assertThat(Settings.tool(source, "none").effect()).isEqualTo(ToolEffect.ONCE);
    }
  }

  // --- Arguments

  @Test
  void parametersAndBodyAreFieldsOfOneObject() throws IOException {
    try (OpenApiSource source =
        source(
            """
            openapi: 3.1.0
            paths:
              /orders/{id}:
                parameters:
                  - { name: id, in: path, required: true, description: the order, schema: { type: integer } }
                  - { name: limit, in: query, schema: { type: integer, default: 7 } }
                post:
                  operationId: change
                  parameters:
                    - { name: limit, in: query, required: true, schema: { type: integer, maximum: 9 } }
                    - { name: id, in: query, schema: { type: string } }
                    - { name: 'filter[state]', in: query, schema: { enum: [NO, SE] } }
                    - { name: X-Trace, in: header, schema: { type: string } }
                    - { name: Authorization, in: header, required: true, schema: { type: string } }
                    - { name: session, in: cookie, schema: { type: string } }
                    - { name: where, in: query, content: { application/json: { schema: { type: object } } } }
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: { type: object, properties: { amount: { type: number } }, required: [amount] }
            """)) {
      assertJson(
          schema(source, "change"),
          """
          {"type":"object",
           "properties":{
             "id":{"type":"integer","description":"the order"},
             "limit":{"type":"integer","maximum":9},
             "query_id":{"type":"string"},
             "filter_state":{"enum":["NO","SE"]},
             "X-Trace":{"type":"string"},
             "session":{"type":"string"},
             "where":{"type":"object"},
             "body":{"type":"object","properties":{"amount":{"type":"number"}},"required":["amount"]}},
           "required":["id","limit","body"],
           "additionalProperties":false}
          """);
    }
  }

  @Test
  void theOlderDialectOfSchemasIsTranslated() throws IOException {
    try (OpenApiSource source =
        source(
            """
            openapi: 3.0.3
            paths:
              /a:
                post:
                  operationId: a
                  requestBody:
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [id, name]
                          xml: { name: x }
                          properties:
                            id: { type: integer, readOnly: true }
                            name: { type: string, nullable: true, example: x, pattern: '^[a-z]+$' }
                            age: { type: integer, minimum: 0, exclusiveMinimum: true, maximum: 9 }
                            state: { type: string, enum: [a, b], nullable: true }
                            odd: { type: string, pattern: '(?<x' }
                            any: {}
                            rest: { type: object, additionalProperties: { type: string } }
                            of: { oneOf: [ { type: string }, { type: integer } ], discriminator: { propertyName: x } }
            """)) {
      assertJson(
          schema(source, "a").at("/properties/body"),
          """
          {"type":"object","required":["name"],"properties":{
             "name":{"type":["string","null"],"pattern":"^[a-z]+$"},
             "age":{"type":"integer","exclusiveMinimum":0,"maximum":9},
             "state":{"type":["string","null"],"enum":["a","b",null]},
             "odd":{"type":"string"},
             "any":{},
             "rest":{"type":"object","additionalProperties":{"type":"string"}},
             "of":{"oneOf":[{"type":"string"},{"type":"integer"}]}}}
          """);
      Tool tool = Settings.tool(source, "a");
      assertThat(tool.problem("{\"body\":{\"name\":null,\"age\":1}}")).isEmpty();
      assertThat(tool.problem("{\"body\":{\"name\":\"x\",\"age\":0}}")).isPresent();
      assertThat(
              ToolSpecification.fromJson(
                      "{\"name\":\"a\",\"parameters\":" + tool.parameters() + "}")
                  .parameters())
          .as("what providers are sent")
          .isNotNull();
    }
  }

  // --- References

  @Test
  void referencesAreFollowedIntoFilesAndHaveAnEnd() throws IOException {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(
        folder.resolve("parts/models.json"),
        """
        {"Node":{"type":"object","properties":{
           "name":{"$ref":"#/Name"},
           "next":{"$ref":"#/Node"},
           "children":{"type":"array","items":{"$ref":"../crm.yaml#/components/schemas/Node"}}}},
         "Name":{"type":"string","minLength":1}}
        """);
    try (OpenApiSource source =
        source(
            """
            openapi: 3.1.0
            paths:
              /a~b: { $ref: '#/components/pathItems/nodes' }
            components:
              pathItems:
                nodes:
                  post:
                    operationId: add
                    requestBody: { $ref: '#/components/requestBodies/node' }
              requestBodies:
                node:
                  content:
                    application/json:
                      schema: { $ref: '#/components/schemas/Node', description: the tree }
              schemas:
                Node: { $ref: 'parts/models.json#/Node' }
            """)) {
      assertThat(source.problem()).isEmpty();
      assertJson(
          schema(source, "add").at("/properties/body"),
          """
          {"type":"object","description":"the tree","properties":{
            "name":{"type":"string","minLength":1},
            "next":{"description":"again a Node, as above"},
            "children":{"type":"array","items":{"description":"again a Node, as above"}}}}
          """);
    }
  }

  @Test
  void aSchemaThatGrowsWithoutBoundIsCut() throws IOException {
    StringBuilder document = new StringBuilder("openapi: 3.1.0\ncomponents:\n  schemas:\n");
    for (int i = 0; i < 30; i++) {
      document.append(
          """
              S%1$d: { type: object, properties: { a: { $ref: '#/components/schemas/S%2$d' }, b: { $ref: '#/components/schemas/S%2$d' } } }
          """
              .formatted(i, i + 1));
    }
    document.append(
        """
            S30: { type: string }
        paths:
          /a: { get: { operationId: a, parameters: [{ name: q, in: query, schema: { $ref: '#/components/schemas/S0' } }] } }
        """);
    try (OpenApiSource source = source(document.toString())) {
      assertThat(source.problem()).isEmpty();
      assertThat(Settings.tool(source, "a").parameters().length()).isLessThan(400_000);
    }
  }

  // --- Mistakes

  private static final String A = "paths: { /a: { get: { operationId: a, ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swagger: '2.0' | crm.yaml: $: is Swagger 2.0; convert it to OpenAPI 3",
        "info: {} | crm.yaml: $: is no OpenAPI 3 document",
        "openapi: 3.1.0@paths: [ | is no YAML",
        "openapi: 3.1.0@openapi: 3.0.0 | crm.yaml:2: has the key \"openapi\" twice",
        "{ \"openapi\": } | crm.yaml:1: is no JSON",
        "openapi: 3.1.0@#parameters: [{ in: query }] } } } | crm.yaml: $.paths['/a'].get.parameters[0]: has no name",
        "openapi: 3.1.0@#parameters: [{ name: x, in: body }] } } } | is a parameter of Swagger 2.0",
        "openapi: 3.1.0@#parameters: [{ name: x }] } } } | has no \"in\"; write path, query",
        "openapi: 3.1.0@#parameters: [{ $ref: '#/none' }] } } } | refers to \"#/none\", which is not there",
        "openapi: 3.1.0@#parameters: [{ $ref: 'other.yaml#/x' }] } } } | other.yaml: there is no such file",
        "openapi: 3.1.0@#parameters: [{ $ref: '../secret.yaml#/x' }] } } } | is not below the document's folder",
        "openapi: 3.1.0@#parameters: [{ $ref: 'file:///etc/passwd' }] } } } | is not below the document's folder",
        "openapi: 3.1.0@#parameters: [{ $ref: 'http://10.0.0.1/x.yaml' }] } } } | 10.0.0.1:80 is not among the hosts",
        "openapi: 3.1.0@#parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }] } } } | refers to itself",
        "openapi: 3.1.0@#parameters: [{ name: x, in: query, style: odd }] } } } | has the style \"odd\"; known are",
        "openapi: 3.1.0@#parameters: [{ name: x, in: query, schema: 7 }] } } } | $.paths['/a'].get.parameters[0].schema: is no schema",
        "openapi: 3.1.0@paths: { '/a/{id}': { get: {} } } | the path has {id}, but there is no such parameter",
      })
  void mistakesAreToldWithFilePlaceAndRemedy(String document, String message) throws IOException {
    try (OpenApiSource source =
        source(document.replace("@", "\n").replace("#parameters", A + "parameters"))) {
      assertThat(source.problem()).get().asString().contains(message);
    }
  }

  @Test
  void aFileThatIsNotThereIsToldWithWhoNamesIt() {
    try (OpenApiSource source =
        new OpenApiSource(Settings.of(folder.resolve("none.yaml").toUri(), BASE, Set.of()))) {
      assertThat(source.problem())
          .get()
          .asString()
          .contains("none.yaml: there is no such file; parley.yml:4: parley.openapi.crm names it");
    }
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
    Path outside = Files.createTempFile("secret", ".yaml");
    Files.writeString(outside, "x: { name: x, in: query }");
    Files.createSymbolicLink(folder.resolve("link.yaml"), outside);
    try (OpenApiSource source =
        source("openapi: 3.1.0\n" + A + "parameters: [{ $ref: 'link.yaml#/x' }] } } }")) {
      assertThat(source.problem()).get().asString().contains("is not below the document's folder");
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void anOperationWhoseBodyCannotBeWrittenIsLeftOutAndTheOthersStay() throws IOException {
    try (OpenApiSource source =
        source(
            """
            openapi: 3.1.0
            paths:
              /a: { post: { operationId: a, requestBody: { required: true, content: { multipart/form-data: {} } } } }
              /b: { get: { operationId: b } }
            """)) {
      assertThat(source.tools(Settings.NOTHING)).extracting(Tool::name).containsExactly("b");
      assertThat(source.problem()).isEmpty();
    }
  }

  // --- Where it is

  private Optional<String> problem(URI document) {
    try (OpenApiSource source =
        new OpenApiSource(
            new OpenApiSettings(
                "crm",
                "parley.yml:4: parley.openapi.crm",
                document,
                null,
                java.util.Map.of(),
                Set.of(),
                Set.of("127.0.0.1"),
                Set.of()))) {
      return source.problem();
    }
  }

  @Test
  void aDocumentFromElsewhereDoesNotChooseWhereKeysGo() throws Exception {
    Function<String, String> document =
        servers -> "openapi: 3.1.0\nservers: [%s]\npaths: { /a: { get: {} } }".formatted(servers);
    try (TestHttp server =
        TestHttp.answering(
            (asked, exchange) ->
                TestHttp.say(
                    exchange,
                    asked.target().equals("/none") ? 404 : 200,
                    document.apply(
                        asked.target().equals("/bad")
                            ? "{ url: 'https://collector.example/' }"
                            : "{ url: '/api/{v}', variables: { v: { default: v2 } } }")))) {
      assertThat(problem(server.url("/good"))).isEmpty();
      assertThat(problem(server.url("/bad")))
          .get()
          .asString()
          .contains("collector.example:443 is not among the hosts that are allowed")
          .contains("add it to parley.yml:4: parley.openapi.crm.hosts");
      assertThat(problem(server.url("/none"))).get().asString().contains("/none: answered 404");
      Path file = folder.resolve("own.yaml");
      Files.writeString(file, document.apply("{ url: 'https://crm.example/' }"));
      assertThat(problem(file.toUri())).as("the worker's own file may say it").isEmpty();
      Files.writeString(file, document.apply("{ url: /api }"));
      assertThat(problem(file.toUri()))
          .get()
          .asString()
          .contains("own.yaml: $.servers[0]: the server \"/api\" is no http address; set")
          .contains(".baseUrl");
      Files.writeString(file, document.apply(""));
      assertThat(problem(file.toUri())).get().asString().contains("names no server; set");
    }
  }
}
