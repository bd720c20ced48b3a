package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.parley.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent. */
record GeminiWire() implements Wire {

  @Override
  public ChatModel writer(Writers.Key key, HttpClientBuilder http) {
    return GoogleAiGeminiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(key.base().toString())
        .apiKey("none")
        .modelName(key.model())
        .temperature(key.temperature())
        .maxOutputTokens(key.maxTokens())
        .maxRetries(0)
        .build();
  }

  @Override
  public ModelCall fitted(ModelCall call) {
    // Its models refuse a schema of the answer beside tools, so then the words must do.
    return Fitting.dialogue(call.calls() ? Fitting.toldOutput(call) : call);
  }

  /** LangChain4j knows a part of JSON Schema here and gives up at the rest. */
  @Override
  public ModelCall dictated(ModelCall call) {
    return call.offering(List.of(), false);
  }

  @Override
  public Outgoing finished(Outgoing written, ModelCall call, boolean streamed) {
    ObjectNode body = written.body();
    GeminiContents.mend(body, call.spec().model());
    offer(body, call);
    ObjectNode config = body.withObjectProperty("generationConfig");
    config.remove(List.of("responseLogprobs", "enableEnhancedCivicAnswers", "responseMimeType"));
    String output = call.output();
    if (output != null) {
      config.put("responseMimeType", "application/json");
      config.set("responseJsonSchema", OutputSchema.read(output));
    }
    return streamed
        ? written.to(written.url().replace(":generateContent", ":streamGenerateContent?alt=sse"))
        : written;
  }

  private static void offer(ObjectNode body, ModelCall call) {
    if (call.tools().isEmpty()) {
      return;
    }
    ArrayNode offers = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (ModelCall.Offer tool : call.tools()) {
      ObjectNode offer = offers.addObject().put("name", tool.name());
      if (!tool.description().isBlank()) {
        offer.put("description", tool.description());
      }
      offer.set("parametersJsonSchema", ChatRequests.parameters(tool));
    }
    if (!call.calls()) {
      body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", "NONE");
    }
  }

  // --- Answers

  @Override
  public Optional<Answer> read(JsonNode body) {
    JsonNode candidate = body.path("candidates").path(0);
    boolean blocked = body.path("promptFeedback").hasNonNull("blockReason");
    if (!candidate.isObject() && !blocked) {
      return Optional.empty();
    }
    JsonNode parts = candidate.path("content").path("parts");
    return Optional.of(
        new Answer(
            text(parts, false),
            text(parts, true),
            calls(parts),
            blocked ? Finish.FILTERED : finish(candidate.path("finishReason")),
            usage(body.path("usageMetadata")),
            body.path("responseId").asText("")));
  }

  private static String text(JsonNode parts, boolean thought) {
    var text = new StringBuilder();
    for (JsonNode part : parts) {
      if (part.path("thought").asBoolean() == thought) {
        text.append(part.path("text").asText(""));
      }
    }
    return text.toString();
  }

  private static List<Answer.Wanted> calls(JsonNode parts) {
    List<Answer.Wanted> wanted = new ArrayList<>();
    for (JsonNode part : parts) {
      JsonNode call = part.path("functionCall");
      if (call.isObject()) {
        wanted.add(
            new Answer.Wanted(
                call.path("id").asText(""),
                call.path("name").asText(""),
                WireJson.text(call.path("args"))));
      }
    }
    return wanted;
  }

  private static Finish finish(JsonNode reason) {
    return switch (reason.asText("")) {
      case "STOP" -> Finish.STOP;
      case "OTHER" -> Finish.OTHER;
      case "MAX_TOKENS" -> Finish.LENGTH;
      case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
          Finish.FILTERED;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE" ->
          Finish.MALFORMED;
      default -> Finish.UNKNOWN;
    };
  }

  /** Thoughts are counted beside the answer, and paid like it. */
  private static @Nullable Usage usage(JsonNode usage) {
    if (!usage.path("promptTokenCount").isNumber()) {
      return null;
    }
    long input =
        WireJson.count(usage.path("promptTokenCount"))
            + WireJson.count(usage.path("toolUsePromptTokenCount"));
    long thoughts = WireJson.count(usage.path("thoughtsTokenCount"));
    return new Usage(
        input,
        WireJson.count(usage.path("candidatesTokenCount")) + thoughts,
        Math.min(input, WireJson.count(usage.path("cachedContentTokenCount"))),
        thoughts);
  }

  @Override
  public Assembly assembly() {
    return new GeminiAssembly();
  }
}
