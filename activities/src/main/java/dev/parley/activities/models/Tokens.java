package dev.parley.activities.models;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.parley.agents.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a call used.
 *
 * @param estimated whether nobody reported it
 */
record Tokens(Usage usage, boolean estimated) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** As the endpoint reports it; else estimated, so that limits hold for endpoints that do not. */
  static Tokens of(ModelCall call, ChatResponse response) {
    TokenUsage reported = response.tokenUsage();
    if (reported == null || reported.inputTokenCount() == null) {
      return new Tokens(estimate(call, characters(response.aiMessage())), true);
    }
    long cached = 0;
    long reasoning = 0;
    if (reported instanceof OpenAiTokenUsage detailed) {
      var input = detailed.inputTokensDetails();
      var output = detailed.outputTokensDetails();
      cached = input == null ? 0 : atLeast0(input.cachedTokens());
      reasoning = output == null ? 0 : atLeast0(output.reasoningTokens());
    }
    long input = atLeast0(reported.inputTokenCount());
    return new Tokens(
        new Usage(input, atLeast0(reported.outputTokenCount()), Math.min(cached, input), reasoning),
        false);
  }

  private static long characters(AiMessage reply) {
    String text = reply.text();
    return (text == null ? 0 : text.length())
        + reply.toolExecutionRequests().stream()
            .mapToLong(request -> OpenAiTools.arguments(request).length())
            .sum();
  }

  /**
   * A token is about four characters.
   *
   * @param reply characters of the reply
   */
  static Usage estimate(ModelCall call, long reply) {
    return new Usage(tokens(call.characters()), tokens(reply), 0, 0);
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }

  private static long atLeast0(@Nullable Integer count) {
    return count == null ? 0 : Math.max(0, count);
  }
}
