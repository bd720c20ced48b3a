package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.parley.agents.Intent;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the order of arrival. Taking one never fails and does nothing but remember it: what
 * cannot be read becomes a refusal, which the conversation writes down.
 */
final class Inbox {

  /** The longest id and name that are taken. */
  private static final int MAX_NAME = 100;

  /** So many ids of urgent signals does a run hand on. */
  private static final int MAX_REMEMBERED = 50;

  private final DataConverter json;
  private final String run;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Deque<String> urgent = new ArrayDeque<>();
  private int received;

  Inbox(DataConverter json, String run) {
    this.json = json;
    this.run = run;
  }

  /** A signal, and whether it cannot wait. */
  private record Waiting(Signal signal, boolean urgent) {}

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
    } catch (DataConverterException | IllegalArgumentException e) {
      add(new Signal.Refused(fallback, null, name + ": not a JSON object"));
      return;
    }
    String id = body.id() == null || body.id().isEmpty() ? fallback : body.id();
    add(parse(name, id, body));
  }

  /**
   * Enqueues a signal. One whose id is known changes nothing, so it interrupts nothing either: it
   * waits for its turn, and the store knows it.
   */
  void add(Signal signal) {
    boolean fresh = known.add(signal.id());
    if (fresh && signal.urgent()) {
      remember(signal.id());
    }
    waiting.add(new Waiting(signal, fresh && signal.urgent()));
  }

  private void remember(String id) {
    urgent.add(id);
    if (urgent.size() > MAX_REMEMBERED) {
      urgent.remove();
    }
  }

  /** The ids of urgent signals that earlier runs have taken. */
  void recall(List<String> ids) {
    ids.forEach(this::remember);
    known.addAll(ids);
  }

  /** The ids of the last urgent signals, for the next run. */
  List<String> remembered() {
    return List.copyOf(urgent);
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
    Optional<String> wrong = wrong(body);
    if (wrong.isPresent()) {
      return new Signal.Refused(run + "-" + received, null, name + ": " + wrong.get());
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

  /** Ids and names end up in keys, columns and terminals. */
  private static Optional<String> wrong(Body body) {
    List<String> names =
        Stream.of(body.id(), body.by(), body.to(), body.mail()).filter(Objects::nonNull).toList();
    if (names.stream().anyMatch(one -> one.length() > MAX_NAME)) {
      return Optional.of("id, by, to or mail has more than 100 characters");
    }
    return names.stream().anyMatch(one -> one.codePoints().anyMatch(Inbox::unprintable))
        ? Optional.of("id, by, to or mail has a character that is none")
        : Optional.empty();
  }

  private static boolean unprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Words in the store have one id, whatever their signal says: an entry bears them once. */
  private static Signal say(String id, Body body) {
    String mail = body.mail();
    if (mail != null && !mail.isEmpty()) {
      return mail.equals(Intent.TASK.key())
          ? new Signal.Refused(id, body.by(), "say: the task is no words of a person")
          : new Signal.Say(mail, body.by(), body.to(), mail, null);
    }
    String text = body.text();
    if (text == null) {
      return new Signal.Refused(id, body.by(), "say: has neither text nor mail");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > ConversationInput.MAX_INLINE) {
      return new Signal.Refused(
          id,
          body.by(),
          "say: text has more than 64 KiB; use ./parley say, which has no such limit");
    }
    return new Signal.Say(id, body.by(), body.to(), null, text);
  }

  /** Words that are in the store although no signal told so. */
  void mail(String id) {
    add(new Signal.Say(id, null, null, id, null));
  }

  /** Temporal's Cancel, which carries no body. */
  void stop(String id) {
    add(new Signal.Stop(id, null, false));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean hasUrgent() {
    return waiting.stream().anyMatch(Waiting::urgent);
  }

  /** The oldest signal. */
  Optional<Signal> poll() {
    return Optional.ofNullable(waiting.poll()).map(Waiting::signal);
  }

  /** The oldest signal that cannot wait. */
  Optional<Signal> pollUrgent() {
    for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
      Waiting one = it.next();
      if (one.urgent()) {
        it.remove();
        return Optional.of(one.signal());
      }
    }
    return Optional.empty();
  }

  /** How many signals this run has received. */
  int received() {
    return received;
  }
}
