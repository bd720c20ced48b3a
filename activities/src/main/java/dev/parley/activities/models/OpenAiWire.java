package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, which OpenAI, Azure OpenAI, vLLM, Ollama, LM Studio and gateways
 * speak, each a little differently: a call may lack its type, arguments may be unquoted.
 */
record OpenAiWire(Vendor vendor) implements Wire {

  @Override
  public ChatModel writer(Writers.Key key, HttpClientBuilder http) {
    boolean newer = vendor.limitsCompletion(key.base().toString(), key.model());
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(key.base().toString())
        .modelName(key.model())
        .temperature(key.temperature())
        .maxTokens(newer ? null : key.maxTokens())
        .maxCompletionTokens(newer ? key.maxTokens() : null)
        .maxRetries(0)
        .build();
  }

  @Override
  public ModelCall fitted(ModelCall call) {
    return call;
  }

  @Override
  public Outgoing finished(Outgoing written, ModelCall call, boolean streamed) {
    ObjectNode body = written.body();
    if (streamed) {
      body.put("stream", true);
      body.putObject("stream_options").put("include_usage", true);
    }
    String output = call.output();
    if (output != null) {
      ObjectNode schema = OutputSchema.read(output);
      body.putObject("response_format")
          .put("type", "json_schema")
          .putObject("json_schema")
          .put("name", "output")
          .put("strict", OutputSchema.isClosed(schema))
          .set("schema", schema);
    }
    return written;
  }

  // --- Answers

  @Override
  public Optional<Answer> read(JsonNode body) {
    JsonNode choice = body.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return Optional.empty();
    }
    boolean refused = !message.path("refusal").asText("").isBlank();
    return Optional.of(
        new Answer(
            text(message.path("content")),
            thought(message),
            calls(message.path("tool_calls")),
            refused ? Finish.REFUSED : finish(choice.path("finish_reason")),
            usage(body.path("usage")),
            null));
  }

  /** Text, or parts of it. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    var text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  /** OpenAI shows no reasoning; those that do have two names for it. */
  static String thought(JsonNode message) {
    JsonNode named = message.path("reasoning_content");
    return named.isTextual() ? named.textValue() : textOnly(message.path("reasoning"));
  }

  private static String textOnly(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  private static List<Answer.Wanted> calls(JsonNode calls) {
    List<Answer.Wanted> wanted = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      wanted.add(
          new Answer.Wanted(
              textOnly(call.path("id")),
              textOnly(function.path("name")),
              WireJson.text(function.path("arguments"))));
    }
    return wanted;
  }

  private static Finish finish(JsonNode reason) {
    return switch (reason.asText("")) {
      case "stop" -> Finish.STOP;
      case "tool_calls", "function_call" -> Finish.TOOLS;
      case "length" -> Finish.LENGTH;
      case "content_filter" -> Finish.FILTERED;
      default -> Finish.UNKNOWN;
    };
  }

  private static @Nullable Usage usage(JsonNode usage) {
    if (!usage.path("prompt_tokens").isNumber()) {
      return null;
    }
    long input = WireJson.count(usage.path("prompt_tokens"));
    return new Usage(
        input,
        WireJson.count(usage.path("completion_tokens")),
        Math.min(input, WireJson.count(usage.at("/prompt_tokens_details/cached_tokens"))),
        WireJson.count(usage.at("/completion_tokens_details/reasoning_tokens")));
  }

  @Override
  public Assembly assembly() {
    return new OpenAiAssembly();
  }
}
