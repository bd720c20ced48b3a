package dev.parley.workflows;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the order of arrival. Taking one never fails and does nothing but remember it: what
 * cannot be read becomes a refusal, which the conversation writes down.
 */
final class Inbox {

  /** So many ids of urgent signals does a run hand on. */
  private static final int MAX_REMEMBERED = 50;

  /** What the id of a mail begins with that tells of the end of a conversation inside. */
  static final String INSIDE = "chat/";

  private final DataConverter json;
  private final String run;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Deque<String> urgent = new ArrayDeque<>();
  private final Set<String> ended = new HashSet<>();
  private int received;

  Inbox(DataConverter json, String run) {
    this.json = json;
    this.run = run;
  }

  /** A signal, and whether it cannot wait. */
  private record Waiting(Signal signal, boolean urgent) {}

  /** Remembers a signal. */
  void take(String name, @Nullable RawValue raw) {
    received++;
    String fallback = run + "-" + received;
    SignalBody body;
    try {
      body = read(raw);
    } catch (DataConverterException | IllegalArgumentException e) {
      add(new Signal.Refused(fallback, null, name + ": not a JSON object"));
      return;
    }
    String id = body.id() == null || body.id().isEmpty() ? fallback : body.id();
    add(body.signal(name, id, fallback));
  }

  /** One that never has anything in it. */
  static Inbox deaf() {
    return new Inbox(Payloads.converter(), "");
  }

  /** Remembers that a conversation inside has ended. */
  void takeEnd(RawValue raw) {
    received++;
    String fallback = run + "-" + received;
    try {
      String mail = read(raw).mail();
      if (mail == null || !mail.startsWith(INSIDE)) {
        add(new Signal.Refused(fallback, null, "childEnded: has no mail of a chat"));
      } else {
        mail(mail);
      }
    } catch (DataConverterException | IllegalArgumentException e) {
      add(new Signal.Refused(fallback, null, "childEnded: not a JSON object"));
    }
  }

  /** Whether a conversation inside is said to have ended. */
  boolean hasEnded(String conversation) {
    return ended.contains(conversation);
  }

  /** Forgets that it has: that is written, or was not so. */
  void forget(String conversation) {
    ended.remove(conversation);
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

  private SignalBody read(@Nullable RawValue raw) {
    SignalBody body =
        raw == null || raw.getPayload().getData().isEmpty()
            ? null
            : json.fromPayload(raw.getPayload(), SignalBody.class, SignalBody.class);
    return body == null ? SignalBody.EMPTY : body;
  }

  /** Words that are in the store although no signal told so. */
  void mail(String id) {
    if (id.startsWith(INSIDE)) {
      ended.add(id.substring(INSIDE.length()));
      return;
    }
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
