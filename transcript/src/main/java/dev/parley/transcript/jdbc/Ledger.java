package dev.parley.transcript.jdbc;

import dev.parley.agents.Intent;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Start marks and spend: which attempts of an effect there were, and what they cost. */
final class Ledger {

  private static final String OF_INTENT = " WHERE conversation = ? AND branch = ? AND intent = ?";

  /**
   * How an attempt ended.
   *
   * @param agent who spoke, absent: as the intent says
   * @param evidence digest of a blob
   */
  record Outcome(
      boolean failed,
      @Nullable Usage usage,
      @Nullable Money cost,
      @Nullable String agent,
      @Nullable Integer scripted,
      @Nullable AttemptFailure failure,
      @Nullable String evidence) {

    boolean isCall() {
      return usage != null || cost != null;
    }
  }

  private record Attempt(
      int number, String owner, String state, boolean spending, long reserved, String day) {
    static Attempt of(ResultSet row) throws SQLException {
      return new Attempt(
          row.getInt("attempt"),
          row.getString("owner"),
          row.getString("state"),
          row.getInt("spending") == 1,
          row.getLong("reserved"),
          row.getString("day"));
    }

    boolean isOpen() {
      return state.equals("running") || state.equals("lost");
    }
  }

  private Ledger() {}

  static String day(long now) {
    return Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** An attempt that nobody has ended. */
  record Open(String conversation, String branch, String intent, int attempt) {
    static Open of(ResultSet row) throws SQLException {
      return new Open(
          row.getString("conversation"),
          row.getString("branch"),
          row.getString("intent"),
          row.getInt("attempt"));
    }
  }

  /**
   * Takes an effect over from the processes that began it and are gone: their reservations are
   * freed, their calls stay counted, because they may have been made. Nothing changes while one of
   * them has its lease.
   *
   * @return the process that still has it
   */
  static Optional<String> takeOver(Tx tx, ConversationRow row, Place place, String owner)
      throws SQLException {
    List<Attempt> running =
        tx.list(
            "SELECT * FROM attempts" + OF_INTENT + " AND state = 'running'",
            Attempt::of,
            place.conversation(),
            place.branch(),
            place.intent().key());
    for (Attempt attempt : running) {
      if (!attempt.owner().equals(owner) && JdbcLeases.lasts(tx, attempt.owner())) {
        return Optional.of(attempt.owner());
      }
    }
    for (Attempt lost : running) {
      // Its own mark without a call behind it: the store was away when that call ended.
      free(tx, row, place, lost);
      if (!lost.owner().equals(owner)) {
        countRestart(tx, row.id(), lost.owner());
      }
    }
    return Optional.empty();
  }

  private static void free(Tx tx, ConversationRow row, Place place, Attempt lost)
      throws SQLException {
    tx.update(
        "UPDATE attempts SET state = 'lost', reserved = 0" + OF_INTENT + " AND attempt = ?",
        place.conversation(),
        place.branch(),
        place.intent().key(),
        lost.number());
    new Counters(row.root(), row.starter(), lost.day()).add(tx, 0, -lost.reserved());
  }

  /** Frees what an attempt of a dead process had reserved, if it has not ended meanwhile. */
  static void free(Tx tx, ConversationRow row, Open open) throws SQLException {
    Place place = new Place(open.conversation(), open.branch(), 0, new Intent(open.intent()), "");
    Attempt attempt = get(tx, place, open.attempt());
    if (attempt.state().equals("running")) {
      free(tx, row, place, attempt);
    }
  }

  private static void countRestart(Tx tx, String conversation, String owner) throws SQLException {
    int first =
        tx.update(
            "INSERT INTO lost_owners (conversation, owner) VALUES (?, ?) ON CONFLICT DO NOTHING",
            conversation,
            owner);
    tx.update("UPDATE conversations SET restarts = restarts + ? WHERE id = ?", first, conversation);
  }

  /** Marks the start of an attempt, or says which ceiling forbids it. */
  static Begun start(Tx tx, ConversationRow row, Place place, Start start, long now)
      throws SQLException {
    Spend spend = start.spend();
    if (spend != null) {
      Optional<Begun.Refused> refused =
          new Counters(row.root(), row.starter(), day(now))
              .reserve(tx, spend.ceilings(), spend.reserve());
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    boolean lost = Attempts.hasLost(tx, place);
    return new Begun.Go(
        insert(
            tx,
            row,
            place,
            start.owner(),
            spend == null ? "" : spend.model(),
            spend == null ? null : spend.reserve(),
            now),
        lost);
  }

  /** Enters a call that nobody announced; it ends at once. */
  static int unannounced(Tx tx, ConversationRow row, Place place, String model, long now)
      throws SQLException {
    return insert(tx, row, place, "", model, null, now);
  }

  private static int insert(
      Tx tx,
      ConversationRow row,
      Place place,
      String owner,
      String model,
      @Nullable Money reserve,
      long now)
      throws SQLException {
    int number = Attempts.last(tx, place.conversation(), place.branch(), place.intent().key()) + 1;
    tx.update(
        """
        INSERT INTO attempts
          (conversation, branch, intent, attempt, seq, owner, run_id, started_at, state,
           spending, agent, model, starter, day, reserved)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?)\
        """,
        place.conversation(),
        place.branch(),
        place.intent().key(),
        number,
        place.seq(),
        owner,
        place.runId(),
        now,
        reserve != null,
        agent(place),
        model,
        row.starter(),
        day(now),
        reserve == null ? 0L : reserve.nanos());
    return number;
  }

  /** The agent that an intent names, empty if it names none. */
  private static String agent(Place place) {
    List<String> parts = List.of(place.intent().key().split("/", -1));
    return parts.size() >= 3 && parts.getFirst().equals("turn") ? parts.get(2) : "";
  }

  /** Whether an attempt has not ended yet. */
  static boolean isOpen(Tx tx, Place place, int number) throws SQLException {
    return get(tx, place, number).isOpen();
  }

  private static Attempt get(Tx tx, Place place, int number) throws SQLException {
    return tx.first(
            "SELECT * FROM attempts" + OF_INTENT + " AND attempt = ?",
            Attempt::of,
            place.conversation(),
            place.branch(),
            place.intent().key(),
            number)
        .orElseThrow(
            () ->
                Checks.invalid(
                    "%s: attempt %d of %s was never begun"
                        .formatted(place.conversation(), number, place.intent())));
  }

  /** Ends an attempt: frees what it reserved and counts what it cost. A second end is no end. */
  static void end(Tx tx, ConversationRow row, Place place, int number, Outcome outcome, long now)
      throws SQLException {
    Attempt attempt = get(tx, place, number);
    if (!attempt.isOpen()) {
      return;
    }
    save(tx, place, attempt, outcome, now);
    boolean isCall = attempt.spending() || outcome.isCall();
    long cost = outcome.cost() == null ? 0 : outcome.cost().nanos();
    new Counters(row.root(), row.starter(), attempt.day())
        .add(tx, isCall && !attempt.spending() ? 1 : 0, cost - attempt.reserved());
    addToListing(tx, row.id(), isCall, outcome, cost);
  }

  private static void save(Tx tx, Place place, Attempt attempt, Outcome outcome, long now)
      throws SQLException {
    Usage usage = outcome.usage() == null ? Usage.NONE : outcome.usage();
    tx.update(
        """
        UPDATE attempts
        SET state = ?, ended_at = ?, spending = ?, reserved = 0, cost = ?, input_tokens = ?,
          output_tokens = ?, cached_tokens = ?, reasoning_tokens = ?, scripted = ?,
          failure = ?, evidence = ?,
          agent = CASE WHEN agent = '' THEN ? ELSE agent END\
        """
            + OF_INTENT
            + " AND attempt = ?",
        outcome.failed() ? "failed" : "settled",
        now,
        attempt.spending() || outcome.isCall(),
        outcome.cost() == null ? 0L : outcome.cost().nanos(),
        usage.input(),
        usage.output(),
        usage.cached(),
        usage.reasoning(),
        outcome.scripted(),
        outcome.failure() == null ? null : Text.json(outcome.failure()),
        outcome.evidence(),
        outcome.agent() == null ? "" : outcome.agent(),
        place.conversation(),
        place.branch(),
        place.intent().key(),
        attempt.number());
  }

  private static void addToListing(
      Tx tx, String conversation, boolean isCall, Outcome outcome, long cost) throws SQLException {
    if (!isCall) {
      return;
    }
    Usage usage = outcome.usage() == null ? Usage.NONE : outcome.usage();
    tx.update(
        """
        UPDATE conversations
        SET model_calls = model_calls + 1, input_tokens = input_tokens + ?,
          output_tokens = output_tokens + ?, cached_tokens = cached_tokens + ?,
          reasoning_tokens = reasoning_tokens + ?, cost = cost + ?
        WHERE id = ?\
        """,
        usage.input(),
        usage.output(),
        usage.cached(),
        usage.reasoning(),
        cost,
        conversation);
  }
}
