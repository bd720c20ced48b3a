package dev.parley.worker.people;

import dev.parley.activities.people.Tokens;
import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.util.List;
import java.util.Optional;

/**
 * A request with what a person needs to decide it, as it stands now.
 *
 * @param words the question, possibly empty
 * @param asking what was asked
 * @param arguments the exact arguments, code or plan; after an edit the changed ones
 * @param digest of them; empty: there is nothing to bind a decision to
 * @param before the entries before the request, the oldest first
 * @param task the first entry's text
 */
record Asked(
    Request request,
    String words,
    Entry.Asking asking,
    Optional<String> arguments,
    String digest,
    Standing standing,
    List<Entry> before,
    String task) {

  private static final int BEFORE = 5;

  Asked {
    before = List.copyOf(before);
  }

  /** What a token for it is bound to. */
  Tokens.Subject subject() {
    return new Tokens.Subject(request.conversation(), request.id(), digest);
  }

  /** The decisions there are. */
  List<Choice> allow() {
    return asking.allow().stream().map(Choice::parse).flatMap(Optional::stream).toList();
  }

  /**
   * A request by its conversation and its id.
   *
   * @throws TranscriptException.Unavailable if the store cannot be read
   */
  static Optional<Asked> find(Transcript transcript, String conversation, String id) {
    try {
      return transcript.requests().find(conversation, id).flatMap(one -> load(transcript, one));
    } catch (TranscriptException.Unknown | TranscriptException.Refused e) {
      return Optional.empty();
    }
  }

  private static Optional<Asked> load(Transcript transcript, Request request) {
    String conversation = request.conversation();
    int from = Math.max(0, request.seq() - BEFORE);
    List<Entry> entries = transcript.entries().read(conversation, from, Integer.MAX_VALUE);
    Optional<Entry> found = entries.stream().filter(one -> one.seq() == request.seq()).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Entry.Asking asking = asking(request, found.get());
    Optional<Entry.Deciding> edit =
        entries.stream()
            .filter(one -> one.kind() == Kind.DECISION && one.seq() > request.seq())
            .map(one -> one.words().detail())
            .filter(Entry.Deciding.class::isInstance)
            .map(Entry.Deciding.class::cast)
            .filter(one -> one.request().equals(request.id()) && one.arguments() != null)
            .reduce((one, later) -> later);
    return Optional.of(
        new Asked(
            request,
            found.get().text(),
            asking,
            edit.map(Entry.Deciding::arguments).or(() -> Optional.ofNullable(asking.arguments())),
            edit.map(Entry.Deciding::digest)
                .or(() -> Optional.ofNullable(asking.digest()))
                .orElse(""),
            transcript.conversations().standing(conversation),
            entries.stream().filter(one -> one.seq() < request.seq()).toList(),
            task(transcript, conversation)));
  }

  /** Earlier versions have asked without saying what may be decided. */
  private static Entry.Asking asking(Request request, Entry entry) {
    return entry.words().detail() instanceof Entry.Asking asking && !asking.allow().isEmpty()
        ? asking
        : new Entry.Asking(
            request.id(),
            request.kind().wire(),
            request.who(),
            request.kind().choices().stream().map(Choice::wire).toList());
  }

  private static String task(Transcript transcript, String conversation) {
    return transcript.entries().read(conversation, 0, 1).stream()
        .findFirst()
        .map(Entry::text)
        .orElse("");
  }
}
