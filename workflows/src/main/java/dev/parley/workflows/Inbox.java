package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the order of arrival. Taking one never fails and does nothing but remember it: what
 * cannot be read becomes a refusal, which the conversation writes down.
 */
final class Inbox {

  /** The longest id and name that are taken. */
  private static final int MAX_NAME = 100;

  private final DataConverter json;
  private final String run;
  private final Deque<Signal> waiting = new ArrayDeque<>();
  private int received;

  Inbox(DataConverter json, String run) {
    this.json = json;
    this.run = run;
  }

  /** The fields of all signals. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(
      @Nullable String id,
      @Nullable String by,
      @Nullable String to,
      @Nullable String mail,
      @Nullable String text,
      boolean afterTurn) {}

  /** Remembers a signal. */
  void take(String name, @Nullable RawValue raw) {
    received++;
    String fallback = run + "-" + received;
    Body body;
    try {
      body = read(raw);
    } catch (DataConverterException e) {
      waiting.add(new Signal.Refused(fallback, null, name + ": not a JSON object"));
      return;
    }
    String id = body.id() == null || body.id().isEmpty() ? fallback : body.id();
    waiting.add(parse(name, id, body));
  }

  private Body read(@Nullable RawValue raw) {
    Body body =
        raw == null || raw.getPayload().getData().isEmpty()
            ? null
            : json.fromPayload(raw.getPayload(), Body.class, Body.class);
    return body == null ? new Body(null, null, null, null, null, false) : body;
  }

  // The names are Temporal's, so the switch cannot be exhaustive.
  private Signal parse(String name, String id, Body body) {
    if (id.length() > MAX_NAME || (body.by() != null && body.by().length() > MAX_NAME)) {
      return new Signal.Refused(
          run + "-" + received, null, name + ": id or by has more than 100 characters");
    }
    return switch (name) {
      case "say" -> say(id, body);
      case "pause" -> new Signal.Pause(id, body.by());
      case "resume" -> new Signal.Resume(id, body.by());
      case "interrupt" -> new Signal.Interrupt(id, body.by());
      case "stop" -> new Signal.Stop(id, body.by(), body.afterTurn());
      default -> new Signal.Refused(id, body.by(), "unknown signal");
    };
  }

  private static Signal say(String id, Body body) {
    if (body.mail() == null && body.text() == null) {
      return new Signal.Refused(id, body.by(), "say: has neither text nor mail");
    }
    String text = body.text();
    if (text != null
        && text.getBytes(StandardCharsets.UTF_8).length > ConversationInput.MAX_INLINE) {
      return new Signal.Refused(
          id,
          body.by(),
          "say: text has more than 64 KiB; use ./parley say, which has no such limit");
    }
    return new Signal.Say(id, body.by(), body.to(), body.mail(), text);
  }

  /** Words that are in the store although no signal told so. */
  void mail(String id) {
    waiting.add(new Signal.Say(id, null, null, id, null));
  }

  /** Temporal's Cancel, which carries no body. */
  void stop(String id) {
    waiting.add(new Signal.Stop(id, null, false));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean hasUrgent() {
    return waiting.stream().anyMatch(Signal::urgent);
  }

  /** The oldest signal. */
  Optional<Signal> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  /** The oldest signal that cannot wait. */
  Optional<Signal> pollUrgent() {
    for (Iterator<Signal> it = waiting.iterator(); it.hasNext(); ) {
      Signal signal = it.next();
      if (signal.urgent()) {
        it.remove();
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  /** How many signals this run has received. */
  int received() {
    return received;
  }
}
