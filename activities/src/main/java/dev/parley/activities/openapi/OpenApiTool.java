package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.http.HttpReply;
import dev.parley.activities.tools.ArgumentSchema;
import dev.parley.activities.tools.CallArguments;
import dev.parley.activities.tools.OutcomeUnknown;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An operation as a tool. */
final class OpenApiTool implements Tool {

  /** A gateway says so of a service behind it: what that has done, it does not know. */
  private static final Set<Integer> UNKNOWN = Set.of(502, 504);

  private final Operation operation;
  private final String place;
  private final Duration within;
  private final Caller caller;
  private final Requests requests;
  private final Answers answers;
  private final AtomicReference<@Nullable Checked> checked = new AtomicReference<>();

  OpenApiTool(Operation operation, OpenApiSettings settings, Duration within, Caller caller) {
    this.operation = operation;
    this.place = settings.place();
    this.within = within;
    this.caller = caller;
    this.requests = new Requests(operation, settings.headers());
    this.answers = new Answers(settings.headers());
  }

  /** Documents have hundreds of operations of which few are used: made when it is asked for. */
  private record Checked(String text, ArgumentSchema schema) {}

  private Checked checked() {
    Checked known = checked.get();
    if (known != null) {
      return known;
    }
    ObjectNode schema = operation.schema();
    Checked made = new Checked(schema.toString(), new ArgumentSchema(schema));
    checked.set(made);
    return made;
  }

  @Override
  public String name() {
    return operation.name();
  }

  @Override
  public String description() {
    return operation.description();
  }

  @Override
  public String parameters() {
    return checked().text();
  }

  @Override
  public ToolEffect effect() {
    return operation.effect();
  }

  @Override
  public Duration timeout() {
    return within;
  }

  @Override
  public String place() {
    Spot spot = operation.spot();
    return "%s: %s %s"
        .formatted(spot.documents().shown(spot.file()), operation.method(), operation.path());
  }

  // --- A call

  @Override
  public Optional<String> problem(String arguments) {
    Optional<String> wrong = checked().schema().problem(arguments);
    if (wrong.isPresent()) {
      return wrong;
    }
    try {
      var unused = requests.of(CallArguments.parse(arguments).orElseThrow(), "key");
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public String call(String arguments, ToolContext context) throws Exception {
    ObjectNode given =
        CallArguments.parse(arguments)
            .orElseThrow(() -> new IllegalArgumentException("the arguments are no JSON object"));
    boolean repeatable = effect() != ToolEffect.ONCE;
    try {
      HttpReply reply = caller.send(requests.of(given, context.key()), repeatable, within);
      if (!Answers.isError(reply)) {
        return answers.text(reply);
      }
      IOException error = new IOException(answers.error(reply));
      if (!repeatable && UNKNOWN.contains(reply.status())) {
        throw new OutcomeUnknown(String.valueOf(error.getMessage()), error);
      }
      throw error;
    } catch (HttpFailure e) {
      if (!repeatable && e.sent()) {
        throw new OutcomeUnknown(String.valueOf(e.getMessage()), e);
      }
      throw e instanceof HttpFailure.Refused
          ? new IOException(
              "%s; %s.hosts and .privateHosts say what is allowed".formatted(e.getMessage(), place),
              e)
          : e;
    }
  }
}
