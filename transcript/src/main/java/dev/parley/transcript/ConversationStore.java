package dev.parley.transcript;

import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which conversations there are, which run writes each, and how they stand. */
public interface ConversationStore {

  /**
   * Creates a conversation with its data key; if the id exists, nothing changes.
   *
   * @return whether it was created now
   * @throws TranscriptException.Refused if the id is no name or was deleted
   */
  boolean create(NewConversation conversation);

  /**
   * Registers the run that writes from now on. The first run of a conversation is accepted, a
   * continuation of the current run too; another first run only where it is {@link #expectRun
   * expected}. A run of the same chain that is no continuation is a reset in the Temporal UI: what
   * came after the entry that it goes on from becomes a {@link #branches branch}.
   *
   * @throws TranscriptException.Refused {@code STALE_RUN} or {@code CONVERSATION_EXISTS}
   */
  void register(RunStart run);

  /**
   * Says that another first run of a conversation is to come: {@code say} to a finished one. From
   * then on the conversation is running again, and what is said next opens its next round.
   *
   * @param over the last run that Temporal knows, which is over: if it has not written yet, because
   *     it was terminated before it could, it never will; absent: there is none
   */
  void expectRun(String conversation, @Nullable Over over);

  /** The same where no run is known that could still come. */
  default void expectRun(String conversation) {
    expectRun(conversation, null);
  }

  /** A run that is over, and the first one of the chain of continuations it belongs to. */
  record Over(String runId, String firstRunId) {}

  /** Whether what is said next opens a round: the last one is over. */
  boolean opening(String conversation);

  /**
   * Records the end of the current round; if it was recorded, the recorded one stands.
   *
   * @param place behind the last entry that the run has seen
   * @return the end that stands
   */
  End end(Place place, End end);

  /** Records the end of the current round for a run that cannot do it itself any more. */
  End close(String conversation, End end);

  /**
   * A conversation and how it stands.
   *
   * @throws TranscriptException.Unknown if there is none of that id
   * @throws TranscriptException.Refused if it was deleted
   */
  Standing standing(String conversation);

  /**
   * A conversation and all that stand inside it: each before those inside it, in the order in which
   * they began.
   *
   * @throws TranscriptException.Unknown if there is none of that id
   */
  List<Standing> tree(String conversation);

  /**
   * The ids that begin so, at most ten; an exact id stands alone, and those that stand in others
   * count only where no other one fits.
   */
  List<String> withPrefix(String prefix);

  /** The conversations that fit, the newest first, without those that stand in others. */
  List<Standing> list(Filter filter);

  /**
   * A new conversation that begins with another's entries up to a seq, both included. Nothing is
   * copied.
   *
   * @throws TranscriptException.Refused if the seq is not settled, or the new id is taken
   */
  void fork(String parent, int seq, String id, String by);

  /**
   * Destroys key, rows and blobs; a tombstone stays.
   *
   * @return the ids that were deleted, the forks among them
   * @throws TranscriptException.Refused {@code HAS_FORKS} unless forks go with it
   */
  List<String> delete(String conversation, boolean withForks, String by);

  /** Says what is in the way of a conversation; the next entry or run takes it back. */
  void trouble(String conversation, Trouble trouble);

  /** Takes back what was said to be in the way. */
  void clear(String conversation);

  /** The open conversations without a change for at least so long, the longest first. */
  List<Silent> silent(Duration age, int limit);

  /** A conversation, however long ago something happened in it; absent if it is over. */
  Optional<Silent> open(String conversation);

  /** What resets in the Temporal UI have left behind, the oldest first. */
  List<Branch> branches(String conversation);

  /** The conversations that ended longer ago than the given time. */
  List<String> endedBefore(Duration age);

  /** Tokens, money and calls by agent and by model, for {@code show --cost}. */
  List<Spent> spent(String conversation);

  /**
   * A conversation to be.
   *
   * @param id see {@link dev.parley.agents.Names}
   * @param blueprint digest of its blueprint
   * @param starter who started it
   * @param task what is asked; absent: a program gives it inline later
   * @param outer the conversation that it stands in, absent: none
   */
  record NewConversation(
      String id,
      String team,
      String blueprint,
      String starter,
      @Nullable String task,
      @Nullable String outer) {
    /** One that stands in no other. */
    public NewConversation(
        String id, String team, String blueprint, String starter, @Nullable String task) {
      this(id, team, blueprint, starter, task, null);
    }
  }

  /**
   * A run of a conversation's workflow.
   *
   * @param previousRunId the run that it continues as new, absent: none
   * @param seq the last entry that it has seen, absent: it has seen none
   */
  record RunStart(
      String conversation,
      String runId,
      String firstRunId,
      @Nullable String previousRunId,
      @Nullable Integer seq) {
    /** A run that has seen nothing yet. */
    public RunStart(
        String conversation, String runId, String firstRunId, @Nullable String previousRunId) {
      this(conversation, runId, firstRunId, previousRunId, null);
    }
  }

  /**
   * What keeps a conversation from going on although its entries do not say so.
   *
   * @param state {@code STUCK}, {@code LOST} or {@code PAUSED}
   * @param cause a text of our own: what happened, and the remedy
   */
  record Trouble(State state, String cause) {}

  /**
   * What came after an entry before the conversation was reset to it.
   *
   * @param name such as {@code reset-1}
   * @param base the branch that the entries before are on
   * @param from seq of its first entry
   * @param to seq of its last entry
   */
  record Branch(String name, String base, int from, int to, Instant at) {}

  /**
   * An open conversation in which nothing has happened for a while.
   *
   * @param runId the run that writes it, absent: none has yet
   * @param expectsRun whether another run is to come
   * @param head seq of its last entry
   */
  record Silent(
      String id,
      State state,
      @Nullable String runId,
      boolean expectsRun,
      int head,
      Instant since) {}

  /** How a conversation stands. The wire names are those of {@code list --state}. */
  enum State {
    RUNNING,
    WAITING,
    PAUSED,
    STUCK,
    LOST,
    FAILED,
    FINISHED;

    /** The name that people type. */
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The end of a round.
   *
   * @param reason a condition's name, {@code maxTurns}, {@code complete}, {@code exit}, {@code
   *     stopped}, {@code budget}, {@code failed}, …
   * @param detail the text, the limit or the failure behind it
   * @param by the agent or person who brought it about
   * @param humanInputs how many answers of people the round took
   * @param answer seq of the entry that is the answer, absent: there is none
   */
  record End(
      String reason,
      @Nullable String detail,
      @Nullable String by,
      int humanInputs,
      @Nullable Integer answer,
      Instant at) {}

  /**
   * A conversation as {@code list} shows it.
   *
   * @param entries number of settled entries
   * @param lastAuthor author of the last entry
   * @param waitingOn who is asked by the oldest open request, if it waits for one
   * @param cause what is in the way, where the entries do not say it
   * @param toolCalls how many calls of tools have their result
   * @param restarts how many attempts were begun by one process and ended by another
   * @param round from 1; each {@code say} to a finished conversation opens another
   * @param outer the conversation that it stands in, absent: none
   * @param depth how many it stands in
   */
  record Standing(
      String id,
      String team,
      String blueprint,
      String starter,
      State state,
      Instant startedAt,
      Instant updatedAt,
      int entries,
      @Nullable String lastAuthor,
      @Nullable String waitingOn,
      @Nullable String cause,
      long modelCalls,
      long toolCalls,
      long codeRuns,
      Usage usage,
      Money cost,
      int restarts,
      int round,
      @Nullable End end,
      @Nullable String parent,
      @Nullable Integer parentSeq,
      @Nullable String outer,
      int depth) {
    /** One that stands in no other. */
    public Standing(
        String id,
        String team,
        String blueprint,
        String starter,
        State state,
        Instant startedAt,
        Instant updatedAt,
        int entries,
        @Nullable String lastAuthor,
        @Nullable String waitingOn,
        @Nullable String cause,
        long modelCalls,
        long toolCalls,
        long codeRuns,
        Usage usage,
        Money cost,
        int restarts,
        int round,
        @Nullable End end,
        @Nullable String parent,
        @Nullable Integer parentSeq) {
      this(
          id,
          team,
          blueprint,
          starter,
          state,
          startedAt,
          updatedAt,
          entries,
          lastAuthor,
          waitingOn,
          cause,
          modelCalls,
          toolCalls,
          codeRuns,
          usage,
          cost,
          restarts,
          round,
          end,
          parent,
          parentSeq,
          null,
          0);
    }
  }

  /**
   * Which conversations.
   *
   * @param state absent: all
   * @param search text that occurs in an id or in an entry; absent: all
   * @param limit how many at most
   */
  record Filter(@Nullable State state, @Nullable String search, int limit) {}

  /** What one agent spent on one model. */
  record Spent(String agent, String model, long calls, Usage usage, Money cost) {}
}
