package dev.parley.chaos;

import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known when a decision run is over.
 *
 * @param entries the whole transcript
 * @param chain what is wrong with its digests
 * @param end why the conversation ended, or else how it stands
 * @param requests all that the store knows of that were asked
 * @param open those that the inbox shows
 * @param hits what has happened, as the counter has seen it
 * @param told what people were told
 * @param lossy whether anything was killed that may lose an effect
 */
record DecisionFacts(
    List<Entry> entries,
    Optional<String> chain,
    String end,
    List<Request> requests,
    List<Request> open,
    List<Counter.Hit> hits,
    List<Approvers.Told> told,
    boolean lossy) {

  DecisionFacts {
    entries = List.copyOf(entries);
    requests = List.copyOf(requests);
    open = List.copyOf(open);
    hits = List.copyOf(hits);
    told = List.copyOf(told);
  }

  /** Those of a conversation. */
  static DecisionFacts of(Arena arena, String id, List<Approvers.Told> told, boolean lossy) {
    var transcript = arena.lab().transcript();
    List<Entry> entries = arena.lab().entries(id);
    var mine = new RequestStore.Filter(id, List.of(), null, null, 100);
    return new DecisionFacts(
        entries,
        transcript.entries().verify(id),
        end(arena.lab().standing(id)),
        entries.stream()
            .flatMap(entry -> asking(entry).stream())
            .flatMap(asking -> transcript.requests().find(id, asking.id()).stream())
            .toList(),
        transcript.requests().open(mine),
        arena.counter().hits(id),
        told,
        lossy);
  }

  private static String end(Standing standing) {
    return standing.end() == null
        ? "%s: %s".formatted(standing.state().wire(), standing.cause())
        : standing.end().reason();
  }

  /** What an entry asks people. */
  static Optional<Entry.Asking> asking(Entry entry) {
    return entry.words().detail() instanceof Entry.Asking asking
        ? Optional.of(asking)
        : Optional.empty();
  }

  /** All that was asked. */
  Stream<Entry.Asking> asked() {
    return entries.stream().flatMap(entry -> asking(entry).stream());
  }

  /** What was decided about a request, and settled it. */
  List<Entry.Deciding> decided(String request) {
    return entries.stream()
        .filter(entry -> request.equals(entry.head().request()))
        .filter(entry -> entry.head().move() instanceof Move.Voted vote && vote.settles())
        .map(entry -> (Entry.Deciding) Objects.requireNonNull(entry.words().detail()))
        .toList();
  }

  /** What has happened under the number of a call. */
  List<Counter.Hit> hits(int number) {
    return hits.stream().filter(hit -> hit.number() == number).toList();
  }
}
