package dev.parley.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.models.Exchange.Outcome;
import dev.parley.agents.ModelSpec;
import java.io.EOFException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model behind an HTTP API. One call is one request; how each API looks is its {@link Wire}'s
 * matter, everything else is the same for all: keys, deadlines, failures, what an answer must be.
 */
public final class HttpProvider implements ModelProvider {

  private final Vendor vendor;
  private final ModelKeys keys;
  private final Wire wire;
  private final Writers writers;
  private final CallHttp http = new CallHttp();
  private final Clock clock;

  HttpProvider(Vendor vendor, ModelKeys keys, Clock clock) {
    this.vendor = vendor;
    this.keys = keys;
    this.wire = vendor.wire();
    this.writers = new Writers(wire);
    this.clock = clock;
  }

  /** {@code openai}, {@code azure}, {@code ollama}, {@code anthropic} and {@code gemini}. */
  public static List<ModelProvider> all(ModelKeys keys) {
    return Stream.of(Vendor.values())
        .<ModelProvider>map(vendor -> new HttpProvider(vendor, keys, Clock.systemUTC()))
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
  public ModelReply call(ModelCall asked, Listener listener) throws InterruptedException {
    Access.Open open = open(asked.spec());
    if (asked.turns().isEmpty() && (asked.system() == null || asked.system().isBlank())) {
      throw new ModelFailure(
          FailureType.BAD_REQUEST,
          "%s was to be asked nothing: neither system nor messages"
              .formatted(HttpFailures.label(asked.spec())));
    }
    if (Thread.interrupted()) {
      throw interrupted(asked.spec());
    }
    try {
      return exchange(wire.fitted(Fitting.adapted(asked)), open, listener);
    } catch (ModelFailure failure) {
      throw safe(failure, open);
    }
  }

  @Override
  public Optional<WrittenRequest> written(ModelCall asked, Sent sent) {
    ModelCall call = wire.fitted(Fitting.adapted(asked));
    Outgoing request = outgoing(call, URI.create(sent.address()), sent.streamed());
    return Optional.of(
        new WrittenRequest(request.url(), request.body().toString(), request.digest()));
  }

  private Access.Open open(ModelSpec spec) {
    return switch (keys.access(vendor, spec)) {
      case Access.Open open -> open;
      case Access.Refused(FailureType type, String text) ->
          throw new ModelFailure(type, HttpFailures.label(spec) + ": " + text);
    };
  }

  private ModelReply exchange(ModelCall call, Access.Open open, Listener listener)
      throws InterruptedException {
    var exchange = new Exchange(call.within());
    var events = new Events(wire.assembly(), listener);
    boolean streamed = !listener.equals(Listener.NONE);
    ModelSpec spec = call.spec();
    Outgoing request = outgoing(call, open.base(), streamed);
    return switch (http.send(request.with(open), exchange, events)) {
      case Outcome.Interrupted gone -> throw interrupted(spec);
      case Outcome.TimedOut late -> throw HttpFailures.timeout(spec, exchange.within());
      case Outcome.Broken(Throwable cause) -> throw HttpFailures.network(spec, open.host(), cause);
      case Outcome.Answered(HttpAnswer answer) -> {
        JsonNode body = body(spec, answer, events, open);
        Answer read = wire.read(body).orElseThrow(() -> unreadable(spec, answer));
        Sent sent = new Sent(open.base().toString(), streamed, request.digest());
        yield Replies.of(call, read, answer, exchange.millis()).answering(sent);
      }
    };
  }

  /** LangChain4j throws what it likes for what it cannot write. */
  private Outgoing outgoing(ModelCall call, URI base, boolean streamed) {
    try {
      return wire.finished(writers.write(call, base), call, streamed);
    } catch (ModelFailure known) {
      throw known;
    } catch (RuntimeException unwritable) {
      throw new ModelFailure(
          FailureType.BAD_REQUEST,
          "%s could not be asked (%s)"
              .formatted(HttpFailures.label(call.spec()), unwritable.getClass().getSimpleName()),
          ModelFailure.Facts.NONE.detailed(unwritable.toString()));
    }
  }

  private JsonNode body(ModelSpec spec, HttpAnswer answer, Events events, Access.Open open) {
    if (!answer.isSuccess()) {
      throw HttpFailures.status(spec, answer, clock.instant());
    }
    if (!answer.isEvents()) {
      return WireJson.read(answer.body()).orElseThrow(() -> unreadable(spec, answer));
    }
    return switch (events.end()) {
      case Events.End.Whole(JsonNode body) -> body;
      case Events.End.Failed(JsonNode error) ->
          throw HttpFailures.status(spec, answer.failed(error), clock.instant());
      case Events.End.Unreadable none -> throw unreadable(spec, answer);
      case Events.End.Truncated cut ->
          throw HttpFailures.network(
              spec, open.host(), new EOFException("the stream stopped before its end"));
    };
  }

  private static ModelFailure unreadable(ModelSpec spec, HttpAnswer answer) {
    return HttpFailures.unusable(spec, FailureType.BAD_OUTPUT, answer, "an unreadable body");
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
