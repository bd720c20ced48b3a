package dev.parley.client;

import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends what people decide about one conversation, and waits in the store for what becomes of it:
 * the entry whose cause is the signal.
 */
final class Court {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAGE = 200;

  private final Parley parley;
  private final String id;

  Court(Parley parley, String id) {
    this.parley = parley;
    this.id = id;
  }

  /** Writes a decision to the store; it is lost no more. */
  String record(String request, Ruling ruling, String by) {
    requireShort(ruling);
    String mail = parley.freshId();
    store()
        .mail()
        .post(new Mail(id, mail, by, null, "", List.of(), Instant.now(), ruling.of(request)));
    return mail;
  }

  private static void requireShort(Ruling ruling) {
    for (String text : new String[] {ruling.text(), ruling.arguments(), ruling.note()}) {
      Parley.requireShort("decision", text == null ? "" : text);
    }
  }

  /** Announces a decision that is in the store, and waits for the verdict. */
  Verdict deliver(String mail, String by) {
    return sent("decide", mail, Map.of("id", mail, "by", by, "mail", mail));
  }

  /** Sends a signal about requests, and waits for the verdict. */
  Verdict signal(String name, String by, Map<String, Object> more) {
    String signal = parley.freshId();
    Map<String, Object> body = new HashMap<>(more);
    body.put("id", signal);
    body.put("by", by);
    return sent(name, signal, body);
  }

  private Verdict sent(String name, String signal, Map<String, Object> body) {
    boolean mail = body.containsKey("mail");
    try {
      return switch (parley.temporal().signal(id, name, body)) {
        case TAKEN -> verdict(signal);
        case CLOSED -> new Verdict.Refused("Temporal does not run %s any more".formatted(id));
        // A worker signals mail again; nobody does that with another signal.
        case FULL -> mail ? verdict(signal) : new Verdict.Refused(full(name));
      };
    } catch (TranscriptException.Unavailable gone) {
      if (!mail) {
        throw gone;
      }
      return new Verdict.Recorded("the store went away before it said whether it was taken");
    } catch (ParleyException.ServerAway away) {
      if (!mail) {
        throw away;
      }
      return new Verdict.Recorded(String.valueOf(away.getMessage()));
    }
  }

  private String full(String name) {
    return "%s takes no more signals at the moment; %s again in a few seconds".formatted(id, name);
  }

  private Verdict verdict(String signal) {
    // What was written before the signal was sent cannot be its entry; a fork's seq only grows.
    int from = Math.max(0, store().conversations().standing(id).entries() - PAGE);
    return new VerdictWait(store(), PATIENCE).await(id, signal, from);
  }

  private Transcript store() {
    return parley.transcript();
  }
}
