package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers, and how it is asked. It holds no key: keys are the workers'.
 *
 * @param provider {@code openai}, {@code scripted}, …
 * @param model the provider's name of the model; for a scripted one the blueprint's
 * @param temperature randomness, absent: the provider's default
 * @param maxTokens longest reply, absent: the provider's default
 * @param timeout how long one call may take in all
 * @param baseUrl where an OpenAI-compatible endpoint is; the worker sends a key only to hosts it
 *     lists
 * @param headers further headers; values may be {@code ${env:NAME}}, which workers resolve
 * @param apiKey {@code ${env:NAME}}, never a key
 * @param retry how often the same call is tried
 * @param price what tokens cost, instead of the price table
 * @param replies of a scripted model: what it says
 * @param fallback who answers instead, absent: nobody
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelSpec(
    String provider,
    String model,
    @Nullable Double temperature,
    @Nullable Integer maxTokens,
    @Nullable Duration timeout,
    @Nullable String baseUrl,
    Map<String, String> headers,
    @Nullable String apiKey,
    @Nullable Retry retry,
    @Nullable Price price,
    List<ScriptedReply> replies,
    @Nullable Fallback fallback) {

  /** The provider whose replies are written in the blueprint. */
  public static final String SCRIPTED = "scripted";

  /**
   * How often one call is tried before it fails for good.
   *
   * @param attempts at most so many, the first included; absent: the worker's
   * @param within no longer than this from the first attempt; absent: the worker's
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Retry(@Nullable Integer attempts, @Nullable Duration within) {}

  /** Dollars per million tokens; {@code cached} absent: as {@code input}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Price(BigDecimal input, @Nullable BigDecimal cached, BigDecimal output) {}

  /**
   * What is tried after this model has failed for good.
   *
   * @param to entries of {@code models}, in this order; theirs are not followed
   * @param on the kinds of failure after which the next one is tried; empty: {@link #ANY}
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Fallback(List<String> to, List<String> on) {

    /** Every failure of an endpoint, but none of a request. */
    public static final List<String> ANY =
        List.of("rateLimit", "serverError", "timeout", "network", "badOutput");

    public Fallback {
      to = List.copyOf(to);
      on = on == null ? List.of() : List.copyOf(on);
    }
  }

  public ModelSpec {
    // In the order of the file: Map.copyOf has another one in each process, and with it the JSON
    // of one and the same blueprint would have another digest.
    headers =
        headers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    replies = replies == null ? List.of() : List.copyOf(replies);
  }

  /** A model that stands alone. */
  public ModelSpec(
      String provider,
      String model,
      @Nullable Double temperature,
      @Nullable Integer maxTokens,
      @Nullable Duration timeout,
      @Nullable String baseUrl,
      Map<String, String> headers,
      @Nullable String apiKey,
      @Nullable Retry retry,
      @Nullable Price price,
      List<ScriptedReply> replies) {
    this(
        provider,
        model,
        temperature,
        maxTokens,
        timeout,
        baseUrl,
        headers,
        apiKey,
        retry,
        price,
        replies,
        null);
  }

  /** The same with models that answer instead when it fails. */
  public ModelSpec orElse(String... entries) {
    return new ModelSpec(
        provider,
        model,
        temperature,
        maxTokens,
        timeout,
        baseUrl,
        headers,
        apiKey,
        retry,
        price,
        replies,
        new Fallback(List.of(entries), List.of()));
  }

  /** The entries of {@code models} that answer instead, in this order. */
  public List<String> next() {
    return fallback == null ? List.of() : fallback.to();
  }

  /**
   * A model with nothing but its name.
   *
   * @param written {@code PROVIDER:MODEL}, split at the first colon
   * @throws IllegalArgumentException if there is no colon, or nothing on one side of it
   */
  public static ModelSpec parse(String written) {
    int colon = written.indexOf(':');
    if (colon < 1 || colon == written.length() - 1) {
      throw new IllegalArgumentException(
          "\"%s\" is no model; write PROVIDER:MODEL, e.g. openai:gpt-4o".formatted(written));
    }
    return of(written.substring(0, colon), written.substring(colon + 1));
  }

  /** A model with nothing but its name. */
  public static ModelSpec of(String provider, String model) {
    return new ModelSpec(
        provider, model, null, null, null, null, Map.of(), null, null, null, List.of());
  }

  /** A model that says the given replies. */
  public static ModelSpec scripted(String name, List<ScriptedReply> replies) {
    return new ModelSpec(
        SCRIPTED, name, null, null, null, null, Map.of(), null, null, null, replies);
  }

  /** {@code PROVIDER:MODEL}. */
  public String label() {
    return provider + ":" + model;
  }
}
