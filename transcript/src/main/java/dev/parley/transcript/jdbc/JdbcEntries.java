package dev.parley.transcript.jdbc;

import dev.parley.agents.Entry;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore;
import dev.parley.transcript.Place;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries. All writers of a conversation pass through the lock on its row, one at a time. */
final class JdbcEntries implements EntryStore {

  private final Database database;
  private final InstantSource clock;

  JdbcEntries(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  // --- Writing

  @Override
  public Begun begin(Place place, Start start) {
    Checks.require(place);
    if (start.spend() != null) {
      Checks.require(start.spend());
    }
    return database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, place, clock.millis());
          Optional<Outcome> held = Outcomes.find(tx, place);
          if (held.isPresent()) {
            return new Begun.Held(held.get());
          }
          Optional<Appended> found = found(tx, row, place);
          if (found.isPresent()) {
            return new Begun.Found(found.get());
          }
          Optional<String> elsewhere = Ledger.takeOver(tx, row, place, start.owner());
          if (elsewhere.isPresent()) {
            return new Begun.Elsewhere(elsewhere.get());
          }
          return Ledger.start(tx, row, place, start, clock.millis());
        });
  }

  @Override
  public Appended append(Place place, Draft draft, Settling settling) {
    Checks.require(place);
    return database.write(
        tx -> {
          ConversationRow row = ConversationRow.lock(tx, place, clock.millis());
          Optional<Appended> found = found(tx, row, place);
          return found.isPresent()
              ? lost(tx, row, place, draft, settling, found.get())
              : written(tx, row, place, draft, settling);
        });
  }

  /**
   * What stands in the place already. A fork's first entries are its parent's. An effect that
   * stands further on yields to what stands at its place: a workflow task that runs again may ask
   * in another order, but the order of the log is the truth.
   */
  private static Optional<Appended> found(Tx tx, ConversationRow row, Place place)
      throws SQLException {
    List<EntryRow> candidates =
        new ArrayList<>(EntryRow.find(tx, row.id(), place.branch(), place, Integer.MAX_VALUE));
    for (Segment segment : Segment.inherited(tx, row)) {
      candidates.addAll(EntryRow.find(tx, segment.id(), segment.branch(), place, segment.to()));
    }
    Optional<EntryRow> own =
        candidates.stream().filter(entry -> entry.isOf(place.intent())).findFirst();
    Optional<EntryRow> there =
        candidates.stream()
            .filter(entry -> entry.head().seq() == place.seq() && !entry.isOf(place.intent()))
            .findFirst();
    boolean further = own.isPresent() && own.get().head().seq() > place.seq();
    return own.isPresent() && !(further && there.isPresent())
        ? own.<Appended>map(entry -> new Appended.Adopted(entry.chained()))
        : there.<Appended>map(entry -> new Appended.Foreign(entry.chained()));
  }

  /** Somebody was first. What was said and paid for in vain is kept all the same. */
  private Appended lost(
      Tx tx, ConversationRow row, Place place, Draft draft, Settling settling, Appended standing)
      throws SQLException {
    if (settling.attempt() > 0 && Ledger.isOpen(tx, place, settling.attempt())) {
      byte[] words = Text.json(draft.words()).getBytes(StandardCharsets.UTF_8);
      String evidence = JdbcBlobs.insert(tx, row, words);
      settle(tx, row, place, draft, settling, evidence);
    }
    if (standing instanceof Appended.Adopted adopted) {
      JdbcMail.bear(tx, row.id(), settling.mail(), adopted.head().seq());
    }
    return standing;
  }

  private Appended written(Tx tx, ConversationRow row, Place place, Draft draft, Settling settling)
      throws SQLException {
    long now = clock.millis();
    EntryRow entry = EntryRow.of(place, draft, row.key(), now);
    if (place.seq() == row.tip().seq() + 1) {
      entry = entry.after(row.tip().chain(), row.key());
    }
    entry.insert(tx, place.branch());
    if (draft.opens()) {
      Runs.opened(tx, row, now);
    }
    if (!entry.chain().isEmpty()) {
      advance(tx, row, entry, draft, place.branch()).save(tx, row.id(), now);
    }
    JdbcMail.bear(tx, row.id(), settling.mail(), place.seq());
    settle(tx, row, place, draft, settling, null);
    return new Appended.Written(entry.entry(draft.words()));
  }

  /** The new head: the entry, and those behind it that had been written ahead. */
  private static Tip advance(Tx tx, ConversationRow row, EntryRow entry, Draft draft, String branch)
      throws SQLException {
    boolean ended = row.ended() && !draft.opens();
    Requests requests = Requests.at(tx, row);
    Tip tip = row.tip().next(tx, requests, entry, draft.words(), ended);
    for (EntryRow ahead :
        EntryRow.range(tx, row.id(), branch, tip.seq() + 1, Integer.MAX_VALUE, 1000)) {
      if (ahead.head().seq() != tip.seq() + 1) {
        break;
      }
      EntryRow next = ahead.after(tip.chain(), row.key());
      next.saveChain(tx, branch);
      tip = tip.next(tx, requests, next, next.words(), ended);
    }
    return tip;
  }

  /** Ends the attempt behind a draft. A call that nobody announced is entered as one. */
  private void settle(
      Tx tx,
      ConversationRow row,
      Place place,
      Draft draft,
      Settling settling,
      @Nullable String evidence)
      throws SQLException {
    var outcome =
        new Ledger.Outcome(
            false,
            draft.usage(),
            draft.cost(),
            draft.author(),
            settling.scripted(),
            null,
            evidence);
    int attempt = settling.attempt();
    if (attempt == 0 && outcome.isCall()) {
      var origin = draft.words().origin();
      attempt =
          Ledger.unannounced(tx, row, place, origin == null ? "" : origin.name(), clock.millis());
    }
    if (attempt > 0) {
      Ledger.end(tx, row, place, attempt, outcome, clock.millis());
    }
  }

  @Override
  public Outcome hold(Place place, int attempt, Outcome outcome) {
    Checks.require(place);
    var settled = new Ledger.Outcome(false, null, null, null, null, null, null);
    return database.write(
        tx -> {
          long now = clock.millis();
          ConversationRow row = ConversationRow.lock(tx, place, now);
          if (attempt > 0) {
            Ledger.end(tx, row, place, attempt, settled, now);
          }
          return Outcomes.keep(tx, place, outcome, now);
        });
  }

  @Override
  public void fail(Place place, int attempt, AttemptFailure failure) {
    var outcome =
        new Ledger.Outcome(
            true,
            failure.usage(),
            failure.cost(),
            null,
            failure.scripted(),
            failure,
            failure.evidence());
    boolean unused =
        database.write(
            tx -> {
              ConversationRow row = ConversationRow.lock(tx, place.conversation());
              Ledger.end(tx, row, place, attempt, outcome, clock.millis());
              return true;
            });
  }

  // --- Reading

  @Override
  public Optional<Outcome> held(String conversation, String branch, String intent) {
    return database.read(tx -> Outcomes.find(tx, conversation, branch, intent));
  }

  @Override
  public List<Attempted> attempted(String conversation, String branch, String intent) {
    return database.read(tx -> Attempts.all(tx, conversation, branch, intent));
  }

  @Override
  public Optional<AttemptFailure> lastFailure(String conversation, String branch, String intent) {
    return database.read(tx -> Attempts.lastFailure(tx, conversation, branch, intent));
  }

  @Override
  public int attempts(String conversation, String branch, String intent) {
    return database.read(tx -> Attempts.last(tx, conversation, branch, intent));
  }

  @Override
  public List<Entry> read(String conversation, int fromSeq, int limit) {
    return database.read(
        tx -> {
          ConversationRow row = ConversationRow.get(tx, conversation);
          List<Entry> found = new ArrayList<>();
          for (Segment segment : Segment.of(tx, row)) {
            int from = Math.max(fromSeq, segment.from());
            int to = Math.min(row.tip().seq(), segment.to());
            int room = limit - found.size();
            if (from <= to && room > 0) {
              for (EntryRow entry : segment.range(tx, from, to, room)) {
                found.add(entry.entry());
              }
            }
          }
          return List.copyOf(found);
        });
  }

  @Override
  public Head head(String conversation) {
    return database.read(
        tx -> {
          Tip tip = ConversationRow.get(tx, conversation).tip();
          return new Head(tip.seq(), tip.chain());
        });
  }

  @Override
  public Map<Integer, Integer> scriptedUse(String conversation, String modelName) {
    return database.read(
        tx -> {
          Map<Integer, Integer> used = new HashMap<>();
          for (String id : Inside.allAround(tx, ConversationRow.get(tx, conversation))) {
            for (Segment segment : Segment.of(tx, ConversationRow.get(tx, id))) {
              for (Integer place : Attempts.scripted(tx, segment, modelName)) {
                used.merge(place, 1, Integer::sum);
              }
            }
          }
          return Map.copyOf(used);
        });
  }

  @Override
  public Optional<String> verify(String conversation) {
    return database.read(tx -> Verification.firstMistake(tx, conversation));
  }
}
