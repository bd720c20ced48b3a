package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
record AnthropicWire() implements Wire {

  /** The API demands a limit; where a team file sets none, it is this. */
  static final int MAX_TOKENS = 16_384;

  @Override
  public ChatModel writer(Writers.Key key, HttpClientBuilder http) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(key.base().toString())
        .apiKey("none")
        .modelName(key.model())
        .temperature(key.temperature())
        .maxTokens(Objects.requireNonNullElse(key.maxTokens(), MAX_TOKENS))
        .maxRetries(0)
        .build();
  }

  @Override
  public ModelCall fitted(ModelCall call) {
    return Fitting.dialogue(call);
  }

  @Override
  public Outgoing finished(Outgoing written, ModelCall call, boolean streamed) {
    ObjectNode body = written.body();
    body.put("stream", streamed);
    if (body.path("system").isEmpty()) {
      body.remove("system");
    }
    String output = call.output();
    if (output != null) {
      body.putObject("output_config")
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", OutputSchema.closed(OutputSchema.read(output)));
    }
    if (call.turns().stream().anyMatch(turn -> turn.role() == Turn.Role.ASSISTANT)) {
      cache(body.path("messages"));
    }
    return written;
  }

  /** What was sent before is sent again at the front; Anthropic keeps it only where it is told. */
  private static void cache(JsonNode messages) {
    JsonNode content = messages.path(messages.size() - 1).path("content");
    if (content.path(content.size() - 1) instanceof ObjectNode last) {
      last.putObject("cache_control").put("type", "ephemeral");
    }
  }

  // --- Answers

  @Override
  public Optional<Answer> read(JsonNode body) {
    JsonNode content = body.path("content");
    if (!content.isArray()) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(
            joined(content, "text", "text"),
            joined(content, "thinking", "thinking"),
            calls(content),
            finish(body.path("stop_reason")),
            usage(body.path("usage")),
            null));
  }

  /** Blocks beside each other are one text; those with something between them are two. */
  private static String joined(JsonNode content, String type, String field) {
    var text = new StringBuilder();
    String before = type;
    for (JsonNode block : content) {
      String is = block.path("type").asText();
      if (is.equals(type)) {
        text.append(text.isEmpty() || before.equals(type) ? "" : "\n\n");
        text.append(block.path(field).asText(""));
      }
      before = is;
    }
    return text.toString();
  }

  private static List<Answer.Wanted> calls(JsonNode content) {
    List<Answer.Wanted> wanted = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("tool_use")) {
        wanted.add(
            new Answer.Wanted(
                block.path("id").asText(""),
                block.path("name").asText(""),
                WireJson.text(block.path("input"))));
      }
    }
    return wanted;
  }

  private static Finish finish(JsonNode reason) {
    return switch (reason.asText("")) {
      case "end_turn", "stop_sequence" -> Finish.STOP;
      case "tool_use" -> Finish.TOOLS;
      case "max_tokens", "model_context_window_exceeded" -> Finish.LENGTH;
      case "refusal" -> Finish.REFUSED;
      case "pause_turn" -> Finish.OTHER;
      default -> Finish.UNKNOWN;
    };
  }

  /** The API counts what it read from its cache, and what it put there, beside the input. */
  private static @Nullable Usage usage(JsonNode usage) {
    if (!usage.path("input_tokens").isNumber()) {
      return null;
    }
    long cached = WireJson.count(usage.path("cache_read_input_tokens"));
    return new Usage(
        WireJson.count(usage.path("input_tokens"))
            + WireJson.count(usage.path("cache_creation_input_tokens"))
            + cached,
        WireJson.count(usage.path("output_tokens")),
        cached,
        0);
  }

  @Override
  public Assembly assembly() {
    return new AnthropicAssembly();
  }
}
