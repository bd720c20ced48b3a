package dev.parley.activities.models;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.parley.activities.models.Exchange.Outcome;
import dev.parley.agents.ModelSpec;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every endpoint that speaks OpenAI's chat completions: OpenAI, Azure OpenAI, vLLM, Ollama, LM
 * Studio, gateways. One call is one HTTP request.
 */
public final class OpenAiProvider implements ModelProvider {

  private final Vendor vendor;
  private final ModelKeys keys;
  private final CallHttp http;
  private final OpenAiModels models;
  private final Clock clock;

  OpenAiProvider(Vendor vendor, ModelKeys keys, Clock clock) {
    this.vendor = vendor;
    this.keys = keys;
    this.http = new CallHttp();
    this.models = new OpenAiModels(vendor, http);
    this.clock = clock;
  }

  /** {@code openai}, {@code azure} and {@code ollama}. */
  public static List<ModelProvider> all(ModelKeys keys) {
    return Stream.of(Vendor.values())
        .<ModelProvider>map(vendor -> new OpenAiProvider(vendor, keys, Clock.systemUTC()))
        .toList();
  }

  @Override
  public String name() {
    return vendor.label();
  }

  @Override
  public Optional<String> problem(ModelSpec spec) {
    return switch (keys.access(vendor, spec)) {
      case Access.Open open -> Optional.empty();
      case Access.Refused refused -> Optional.of(refused.text());
    };
  }

  @Override
  public ModelReply call(ModelCall call) throws InterruptedException {
    Access.Open open = open(call.spec());
    if (call.turns().isEmpty() && (call.system() == null || call.system().isBlank())) {
      throw new ModelFailure(
          FailureType.BAD_REQUEST,
          "%s was to be asked nothing: neither system nor messages"
              .formatted(HttpFailures.label(call.spec())));
    }
    if (Thread.interrupted()) {
      throw interrupted(call.spec());
    }
    var exchange = new Exchange(call.within());
    try {
      var model = models.of(call.spec(), open);
      var response = http.during(exchange, () -> model.chat(OpenAiModels.request(call)));
      return reply(call, exchange, response);
    } catch (ModelFailure failure) {
      throw safe(failure, open);
    } catch (RuntimeException anything) {
      throw safe(failure(call.spec(), exchange, open, anything), open);
    }
  }

  private Access.Open open(ModelSpec spec) {
    return switch (keys.access(vendor, spec)) {
      case Access.Open open -> open;
      case Access.Refused(FailureType type, String text) ->
          throw new ModelFailure(type, HttpFailures.label(spec) + ": " + text);
    };
  }

  private ModelFailure failure(
      ModelSpec spec, Exchange exchange, Access.Open open, RuntimeException thrown)
      throws InterruptedException {
    return switch (exchange.outcome()) {
      case Outcome.Interrupted gone -> throw interrupted(spec);
      case Outcome.TimedOut late -> HttpFailures.timeout(spec, exchange.within());
      case Outcome.Broken(Throwable cause) -> HttpFailures.network(spec, open.host(), cause);
      case Outcome.Answered(HttpAnswer answer) -> {
        if (answer.status() < 200 || answer.status() > 299) {
          yield HttpFailures.status(spec, answer, clock.instant());
        }
        yield thrown instanceof ContentFilteredException
            ? HttpFailures.unusable(spec, FailureType.CONTENT_FILTER, answer, "a refusal")
            : HttpFailures.unusable(spec, FailureType.BAD_OUTPUT, answer, "an unreadable body");
      }
      case Outcome.Open unsent ->
          new ModelFailure(
              FailureType.BAD_REQUEST,
              "%s could not be asked (%s)"
                  .formatted(HttpFailures.label(spec), thrown.getClass().getSimpleName()),
              ModelFailure.Facts.NONE.detailed(thrown.toString()));
    };
  }

  private static ModelReply reply(ModelCall call, Exchange exchange, ChatResponse response) {
    HttpAnswer answer = exchange.answer().orElseThrow();
    Tokens tokens = Tokens.of(call, response);
    FinishReason finish = response.finishReason();
    String text = Optional.ofNullable(response.aiMessage().text()).orElse("");
    List<ModelReply.Call> wanted = OpenAiTools.calls(response.aiMessage());
    Optional<String> unusable = unusable(finish).or(() -> unusable(call, text, wanted));
    if (unusable.isPresent()) {
      boolean filtered = finish == FinishReason.CONTENT_FILTER;
      FailureType type = filtered ? FailureType.CONTENT_FILTER : FailureType.BAD_OUTPUT;
      throw useless(call, type, answer, unusable.get(), tokens);
    }
    List<ModelReply.Call> calls = call.calls() ? wanted : List.of();
    return new ModelReply(
        calls.isEmpty() ? text : text.strip(),
        calls,
        response.aiMessage().thinking(),
        tokens.usage(),
        tokens.estimated(),
        null,
        calls.isEmpty() ? word(finish) : ModelReply.TOOL_CALLS,
        answer.requestId().orElse(null),
        exchange.millis(),
        null);
  }

  /** What is wrong with an answer that ended so. */
  private static Optional<String> unusable(@Nullable FinishReason finish) {
    return switch (finish) {
      case null -> Optional.of("no known finish reason");
      case CONTENT_FILTER -> Optional.of("a filtered text");
      case LENGTH -> Optional.of("a text cut off at the token limit");
      case STOP, TOOL_EXECUTION, OTHER -> Optional.empty();
    };
  }

  /** What is wrong with what an answer holds. */
  private static Optional<String> unusable(
      ModelCall call, String text, List<ModelReply.Call> wanted) {
    if (wanted.size() > ModelReply.MOST_CALLS) {
      return Optional.of(
          "%d tool calls, at most %d are taken".formatted(wanted.size(), ModelReply.MOST_CALLS));
    }
    if (!text.isBlank() || call.calls() && !wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(wanted.isEmpty() ? "an empty text" : "tool calls where none are allowed");
  }

  /** The end of a text: some endpoints say that tools come next, and then name none. */
  private static String word(FinishReason finish) {
    return finish == FinishReason.TOOL_EXECUTION
        ? ModelReply.STOP
        : finish.name().toLowerCase(Locale.ROOT);
  }

  private static ModelFailure useless(
      ModelCall call, FailureType type, HttpAnswer answer, String with, Tokens tokens) {
    ModelFailure failure = HttpFailures.unusable(call.spec(), type, answer, with);
    return new ModelFailure(type, failure.getMessage(), failure.facts().used(tokens.usage()));
  }

  /** Some endpoints quote the key they refuse. */
  private static ModelFailure safe(ModelFailure failure, Access.Open open) {
    return failure
        .details()
        .map(open::withoutSecrets)
        .map(
            text ->
                new ModelFailure(
                    failure.type(), failure.getMessage(), failure.facts().detailed(text)))
        .orElse(failure);
  }

  private static InterruptedException interrupted(ModelSpec spec) {
    return new InterruptedException(HttpFailures.label(spec) + ": the call was cancelled");
  }

  @Override
  public void close() {
    http.close();
  }
}
