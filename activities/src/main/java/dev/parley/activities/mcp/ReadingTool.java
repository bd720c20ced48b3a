package dev.parley.activities.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.tools.ArgumentSchema;
import dev.parley.activities.tools.CallArguments;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server has besides tools, as tools that read: its resources and its prompts. */
final class ReadingTool implements Tool {

  private static final String NOTHING = "{\"type\":\"object\",\"properties\":{}}";
  private static final String URI =
      """
      {"type":"object","properties":{"uri":{"type":"string"}},"required":["uri"]}""";
  private static final String PROMPT =
      """
      {"type":"object","properties":{"name":{"type":"string"},"arguments":{"type":"object",\
      "additionalProperties":{"type":"string"}}},"required":["name"]}""";

  private final McpServer server;
  private final McpSource source;
  private final String name;
  private final String description;
  private final String parameters;
  private final Asking asking;

  private ReadingTool(
      McpServer server,
      McpSource source,
      String name,
      String description,
      String parameters,
      Asking asking) {
    this.server = server;
    this.source = source;
    this.name = name;
    this.description = description;
    this.parameters = parameters;
    this.asking = asking;
  }

  private interface Asking {
    String ask(Session session, ObjectNode arguments) throws Exception;
  }

  /** Those for what the server has. */
  static List<Tool> of(McpServer server, McpSource source, McpSchema.ServerCapabilities abilities) {
    List<Tool> all = new ArrayList<>();
    if (abilities.resources() != null) {
      all.add(
          new ReadingTool(
              server,
              source,
              "list_resources",
              "Lists what can be read: addresses, or patterns of addresses.",
              NOTHING,
              ReadingTool::resources));
      all.add(
          new ReadingTool(
              server,
              source,
              "read_resource",
              "Reads one by its address.",
              URI,
              ReadingTool::read));
    }
    if (abilities.prompts() != null) {
      all.add(
          new ReadingTool(
              server,
              source,
              "list_prompts",
              "Lists prompts with their arguments; those with ? may be left out.",
              NOTHING,
              (session, arguments) ->
                  Texts.of(session.ask(session.client().listPrompts()).prompts())));
      all.add(
          new ReadingTool(
              server, source, "get_prompt", "Fills in a prompt.", PROMPT, ReadingTool::prompt));
    }
    return all;
  }

  private static String resources(Session session, ObjectNode arguments) throws Exception {
    return Texts.of(
        session.ask(session.client().listResources()).resources(),
        session.ask(session.client().listResourceTemplates()).resourceTemplates());
  }

  private static String read(Session session, ObjectNode arguments) throws Exception {
    var request = McpSchema.ReadResourceRequest.builder(arguments.path("uri").asText()).build();
    return Texts.of(session.call(request, session.client().readResource(request)));
  }

  private static String prompt(Session session, ObjectNode arguments) throws Exception {
    Map<String, Object> given = new HashMap<>();
    arguments
        .path("arguments")
        .properties()
        .forEach(field -> given.put(field.getKey(), field.getValue().asText()));
    var request = new McpSchema.GetPromptRequest(arguments.path("name").asText(), given, null);
    return Texts.of(session.call(request, session.client().getPrompt(request)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String parameters() {
    return parameters;
  }

  @Override
  public ToolEffect effect() {
    return ToolEffect.READ;
  }

  @Override
  public Duration timeout() {
    return server.timeout();
  }

  @Override
  public String place() {
    return "mcp.%s (%s)".formatted(server.name(), server.reach());
  }

  @Override
  public Optional<String> problem(String arguments) {
    return new ArgumentSchema(Json.read(parameters, ObjectNode.class)).problem(arguments);
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    ObjectNode given =
        CallArguments.parse(arguments)
            .orElseThrow(() -> new IllegalArgumentException("the arguments are no JSON object"));
    return source.ask(session -> asking.ask(session, given));
  }
}
