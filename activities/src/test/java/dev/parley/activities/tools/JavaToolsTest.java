package dev.parley.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.model.output.structured.Description;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JavaToolsTest {

  private static final ToolContext CONTEXT = new ToolContext("pay-1", "pay-1/main/turn/1", "anna");

  enum Colour {
    RED,
    GREEN
  }

  record Item(
      @Description("what it is") String name,
      int count,
      @JsonProperty(required = false) @Nullable LocalDate until) {}

  record Node(String name, List<Node> children) {}

  /** One tool for each thing that a method may do. */
  static class Shop {

    @dev.langchain4j.agent.tool.Tool("Refunds an order")
    @Effect(ToolEffect.IDEMPOTENT)
    @Approval("payments")
    String refund(
        @P("order") long id,
        @P(value = "EUR", defaultValue = "5.00") BigDecimal amount,
        Optional<String> why,
        ToolContext context) {
      return "%d %s %s %s %s"
          .formatted(id, amount, why.orElse("-"), context.key(), context.agent());
    }

    @dev.langchain4j.agent.tool.Tool
    @Approval
    void all(
        Colour colour,
        List<Item> items,
        Map<String, Integer> counts,
        Instant at,
        UUID uuid,
        boolean now,
        Node tree,
        Object any) {}

    @dev.langchain4j.agent.tool.Tool
    @Effect(ToolEffect.READ)
    Item first(List<Item> items, @P(value = "", defaultValue = "RED") Colour colour) {
      return new Item(items.getFirst().name() + colour, 7, null);
    }

    @dev.langchain4j.agent.tool.Tool
    @Effect(ToolEffect.READ)
    List<Integer> numbers(int... which) {
      return java.util.Arrays.stream(which).boxed().toList();
    }

    @dev.langchain4j.agent.tool.Tool
    String fails() {
      throw new IllegalStateException("order 17 is closed");
    }
  }

  private static Tool tool(String name) {
    return Tools.of(JavaTools.of(new Shop())).find(name).orElseThrow();
  }

  private static JsonNode schema(String name) {
    return Json.read(tool(name).parameters(), JsonNode.class);
  }

  // --- What a model is told

  @Test
  void aMethodIsDescribedAsItsAnnotationsSay() {
    Tool refund = tool("refund");

    assertThat(refund.description()).isEqualTo("Refunds an order");
    assertThat(refund.effect()).isEqualTo(ToolEffect.IDEMPOTENT);
    assertThat(refund.approval()).contains("payments");
    assertThat(refund.place())
        .isEqualTo(Shop.class.getName() + ".refund(long, BigDecimal, Optional, ToolContext)");
    assertThat(refund.parameters())
        .isEqualTo(
            """
            {"type":"object","properties":{"id":{"type":"integer","description":"order"},\
            "amount":{"type":"number","description":"EUR"},"why":{"type":"string"}},\
            "required":["id"],"additionalProperties":false}\
            """);
  }

  @Test
  void aMethodThatSaysNothingIsCalledOnceAndByNobodysLeave() {
    assertThat(tool("fails").effect()).isEqualTo(ToolEffect.ONCE);
    assertThat(tool("fails").approval()).isEmpty();
    assertThat(tool("all").approval()).contains("");
    assertThat(tool("fails").timeout()).isEqualTo(Tool.DEFAULT_TIMEOUT);
    assertThat(tool("fails").parameters())
        .isEqualTo("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/properties/colour|{\"type\":\"string\",\"enum\":[\"RED\",\"GREEN\"]}",
        "/properties/items/items/properties/name|{\"type\":\"string\",\"description\":\"what it is\"}",
        "/properties/items/items/properties/until|{\"type\":\"string\",\"description\":\"ISO 8601, e.g. 2026-03-01\"}",
        "/properties/items/items/required|[\"name\",\"count\"]",
        "/properties/counts|{\"type\":\"object\"}",
        "/properties/at|{\"type\":\"string\",\"description\":\"ISO 8601, e.g. 2026-03-01T12:00:00Z\"}",
        "/properties/uuid/type|\"string\"",
        "/properties/now|{\"type\":\"boolean\"}",
        "/properties/any|{}",
        "/properties/tree/properties/children/type|\"array\"",
        "/required|[\"colour\",\"items\",\"counts\",\"at\",\"uuid\",\"now\",\"tree\",\"any\"]",
      })
  void everyTypeHasItsSchema(String pointer, String expected) {
    assertThat(schema("all").at(pointer)).hasToString(expected);
  }

  // --- Calls

  @Test
  void argumentsDefaultsAndContextReachTheMethod() throws Exception {
    assertThat(tool("refund").call("{\"id\":17}", CONTEXT))
        .isEqualTo("17 5.00 - pay-1/main/turn/1 anna");
    assertThat(tool("refund").call("{'id':17,'amount':240.00,'why':'late'}", CONTEXT))
        .isEqualTo("17 240.00 late pay-1/main/turn/1 anna");
    assertThat(tool("refund").problem("{\"id\":17,\"why\":null,\"amount\":null}")).isEmpty();
  }

  @Test
  void resultsAreTextsOrJson() throws Exception {
    assertThat(tool("first").call("{\"items\":[{\"name\":\"cup\",\"count\":2}]}", CONTEXT))
        .isEqualTo("{\"name\":\"cupRED\",\"count\":7}");
    assertThat(tool("numbers").call("{\"which\":[1,2]}", CONTEXT)).isEqualTo("[1,2]");
    String tree = "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}";
    String all =
        """
        {"colour":"GREEN","items":[{"name":"x","count":1,"until":"2026-03-01"}],
         "counts":{"a":1},"at":"2026-03-01T12:00:00Z",
         "uuid":"123e4567-e89b-12d3-a456-426614174000","now":true,"tree":%s,"any":[1]}\
        """;
    assertThat(tool("all").problem(all.formatted(tree))).isEmpty();
    assertThat(tool("all").call(all.formatted(tree), CONTEXT)).isEqualTo("done");
  }

  @Test
  void whatTheMethodThrowsComesOutAsItWasThrown() {
    assertThatThrownBy(() -> tool("fails").call("{}", CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("order 17 is closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "refund|refund order 17|the arguments are no JSON object. They must fit {\"type\"",
        "refund|{}|'id' not found",
        "refund|{\"id\":\"17\"}|$.id: string found, integer expected",
        "refund|{\"id\":17.5}|$.id: number found, integer expected",
        "refund|{\"id\":null}|$.id: null found, integer expected",
        "refund|{\"id\":1,\"currency\":\"USD\"}|'currency' is not defined",
        "refund|{\"id\":99999999999999999999}|$.id: Numeric value (99999999999999999999) out of range of long",
        "first|{\"items\":[{\"name\":\"x\",\"count\":1,\"colour\":2}]}|Unrecognized field \"colour\"",
        "first|{\"items\":[{\"name\":\"x\",\"count\":1,\"until\":\"tomorrow\"}]}|$.items[0].until: ",
        "first|{\"items\":[],\"colour\":\"BLUE\"}|[\"RED\", \"GREEN\"]",
      })
  void wrongArgumentsAreToldInWordsThatAModelCanActOn(
      String name, String arguments, String expected) {
    assertThat(tool(name).problem(arguments)).get().asString().contains(expected);
  }

  // --- Objects

  static class Wrapped extends Shop {
    @Override
    String fails() {
      return "wrapped";
    }
  }

  @Test
  void anObjectThatAFrameworkWrappedIsCalledThroughItsWrapper() throws Exception {
    Tools tools = Tools.of(JavaTools.of(new Wrapped()));

    assertThat(tools.names()).contains("refund", "fails");
    assertThat(tools.find("fails").orElseThrow().call("{}", CONTEXT)).isEqualTo("wrapped");
  }

  static class Overloaded {
    @dev.langchain4j.agent.tool.Tool
    String get(long id) {
      return "" + id;
    }

    @dev.langchain4j.agent.tool.Tool
    String get(String id) {
      return id;
    }
  }

  @Test
  void twoMethodsOfOneNameAreRefusedWithBothPlaces() {
    List<Tool> both = JavaTools.of(new Overloaded());

    assertThatThrownBy(() -> Tools.of(both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Overloaded.get(long)")
        .hasMessageContaining("Overloaded.get(String)");
  }

  interface Shape {}

  static class Draws {
    @dev.langchain4j.agent.tool.Tool
    void draw(Shape shape) {}
  }

  static class Reads {
    @dev.langchain4j.agent.tool.Tool
    void read(java.io.File file) {}
  }

  static class LeavesOut {
    @dev.langchain4j.agent.tool.Tool
    void maybe(@P(value = "x", required = false) int count) {}
  }

  static class Defaults {
    @dev.langchain4j.agent.tool.Tool
    void colour(@P(value = "x", defaultValue = "BLUE") Colour colour) {}
  }

  static class Packs {
    @dev.langchain4j.agent.tool.Tool
    void boxes(List<Box> boxes) {}
  }

  static class Defers {
    @dev.langchain4j.agent.tool.Tool
    Future<String> later() {
      return CompletableFuture.completedFuture("");
    }
  }

  static List<Object> unfit() {
    return List.of(
        new Draws(), new Reads(), new LeavesOut(), new Defaults(), new Packs(), new Defers());
  }

  record Box(Optional<String> label) {}

  @ParameterizedTest
  @MethodSource("unfit")
  void whatAModelCouldNotCallIsRefusedWithThePlaceAndTheRemedy(Object unfit) {
    assertThatThrownBy(() -> JavaTools.of(unfit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tools: " + unfit.getClass().getName() + ".")
        .hasMessageMatching(".*(; take |; give |default \"BLUE\"|; write |; return ).*");
  }

  @Test
  void anObjectWithoutToolsIsRefused() {
    assertThatThrownBy(() -> JavaTools.of("a text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tools: java.lang.String has no method with @Tool");
  }
}
