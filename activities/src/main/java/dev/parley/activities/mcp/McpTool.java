package dev.parley.activities.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.tools.ArgumentSchema;
import dev.parley.activities.tools.CallArguments;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tool of a server. What it does to the world is what the server hints, else the worst. */
final class McpTool implements Tool {

  private static final Logger LOG = LoggerFactory.getLogger(McpTool.class);
  private static final ObjectMapper MAPPER =
      Json.mapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

  /** Characters of a description: every call of the model pays for them. */
  private static final int DESCRIBED = 8_000;

  private final McpServer server;
  private final McpSource source;
  private final McpSchema.Tool told;
  private final String name;
  private final ObjectNode schema;
  private final Optional<ArgumentSchema> check;

  McpTool(McpServer server, McpSource source, McpSchema.Tool told) {
    this.server = server;
    this.source = source;
    this.told = told;
    this.name = named(told.name());
    this.schema = schema(told);
    this.check = check(server, name, schema);
  }

  /** Servers may call their tools by names that no team file can write. */
  static String named(String told) {
    String plain = told.replaceAll("[^A-Za-z0-9_-]", "_");
    String begun = plain.matches("[A-Za-z].*") ? plain : "tool_" + plain;
    return begun.substring(0, Math.min(64, begun.length()));
  }

  private static ObjectNode schema(McpSchema.Tool told) {
    ObjectNode schema = MAPPER.valueToTree(told.inputSchema());
    // The same words mean the same in all drafts that servers use, and nobody is asked for one.
    schema.remove("$schema");
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    return schema;
  }

  private static Optional<ArgumentSchema> check(McpServer server, String name, ObjectNode schema) {
    try {
      return Optional.of(new ArgumentSchema(schema));
    } catch (RuntimeException e) {
      LOG.warn("mcp.{}: the schema of {} cannot be used; it checks itself", server.name(), name);
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    String text = told.description() == null ? "" : told.description();
    return text.substring(0, Math.min(DESCRIBED, text.length()));
  }

  @Override
  public String parameters() {
    return schema.toString();
  }

  /** No key is sent: what is idempotent here is so by its arguments. */
  @Override
  public ToolEffect effect() {
    McpSchema.ToolAnnotations hints = told.annotations();
    if (hints == null) {
      return ToolEffect.ONCE;
    }
    if (Boolean.TRUE.equals(hints.readOnlyHint())) {
      return ToolEffect.READ;
    }
    return Boolean.TRUE.equals(hints.idempotentHint()) ? ToolEffect.IDEMPOTENT : ToolEffect.ONCE;
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
    if (CallArguments.parse(arguments).isEmpty()) {
      return Optional.of("the arguments are no JSON object. They must fit " + schema);
    }
    try {
      return check.flatMap(known -> known.problem(arguments));
    } catch (RuntimeException e) {
      LOG.debug("mcp.{}: {} checks itself", server.name(), name);
      return Optional.empty();
    }
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    ObjectNode given =
        CallArguments.parse(arguments)
            .orElseThrow(() -> new IllegalArgumentException("the arguments are no JSON object"));
    var request =
        new McpSchema.CallToolRequest(
            told.name(), MAPPER.convertValue(said(given), ARGUMENTS), null);
    McpSchema.CallToolResult result =
        source.ask(session -> session.call(request, session.client().callTool(request)));
    String text = Texts.of(result);
    if (Boolean.TRUE.equals(result.isError())) {
      throw new Refused(text.isBlank() ? "it failed and does not say why" : text);
    }
    return text;
  }

  /**
   * Many models write {@code null} for what they leave out; servers that know no such value refuse
   * it.
   */
  private ObjectNode said(ObjectNode given) {
    ObjectNode said = given.deepCopy();
    said.properties().removeIf(field -> field.getValue().isNull() && !mayBeNull(field.getKey()));
    return said;
  }

  private boolean mayBeNull(String field) {
    JsonNode property = schema.path("properties").path(field);
    return property.isMissingNode() || property.toString().contains("\"null\"");
  }
}
