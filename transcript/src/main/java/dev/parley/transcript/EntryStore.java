package dev.parley.transcript;

import dev.parley.agents.Entry;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said. An effect first {@link #begin begins}, which finds its entry if it has happened
 * before, then does its work, then {@link #append appends}. Every allotted seq is settled by
 * exactly one entry; the first writer wins.
 */
public interface EntryStore {

  /**
   * Looks whether the effect has happened; if not, marks that it starts and reserves what it may
   * cost. Nothing is held while the effect runs. What another process has begun is free again only
   * when that process's {@link Leases lease} has expired.
   *
   * @throws TranscriptException.Refused if the run is not the current one
   */
  Begun begin(Place place, Start start);

  /**
   * Appends an entry, in one commit with the end of its attempt, the taking of its mail, the state
   * of the conversation and the spend.
   *
   * @throws TranscriptException.Refused if the run is not the current one
   */
  Appended append(Place place, Draft draft, Settling settling);

  /**
   * Keeps what an effect came to that shares its entry with others, such as one of several tool
   * calls; ends its attempt. The first one stays.
   *
   * @return what is kept
   * @throws TranscriptException.Refused if the run is not the current one
   */
  Outcome hold(Place place, int attempt, Outcome outcome);

  /** What is kept of an effect; absent: nothing. */
  Optional<Outcome> held(String conversation, String branch, String intent);

  /** Ends an attempt that brought no entry. Its reservation is freed, what it used is spent. */
  void fail(Place place, int attempt, AttemptFailure failure);

  /** The last attempt of an effect that failed, if one did. */
  Optional<AttemptFailure> lastFailure(String conversation, String branch, String intent);

  /** The attempts of an effect so far, running ones included, oldest first. */
  List<Attempted> attempted(String conversation, String branch, String intent);

  /** The number of attempts of an effect so far, running ones included. */
  int attempts(String conversation, String branch, String intent);

  /**
   * Entries in order, from a seq on, of the settled head only; a fork's begin with its parent's.
   *
   * @param limit how many at most
   */
  List<Entry> read(String conversation, int fromSeq, int limit);

  /** How far the settled head is. */
  Head head(String conversation);

  /**
   * How often each reply of a scripted model was used in the tree of this conversation, by its
   * place in the script, not counting the given intent's own entry.
   */
  Map<Integer, Integer> scriptedUse(String conversation, String modelName);

  /**
   * Computes all digests and the chain of a conversation anew, a fork's inherited entries too.
   *
   * @return the first mistake, in words with its entry; empty: all is as it was written
   */
  Optional<String> verify(String conversation);

  /**
   * The settled head of a conversation.
   *
   * @param seq the last entry's, -1 if there is none
   * @param chain the digest of the last entry and all before it; empty if there is none
   */
  record Head(int seq, String chain) {}

  /**
   * The beginning of an effect.
   *
   * @param owner the process that runs it
   * @param spend what it may spend; absent: it costs nothing
   */
  record Start(String owner, @Nullable Spend spend) {}

  /**
   * What a model call may cost at most, and the workers' ceilings that it must stay below.
   *
   * @param model the model's name in the blueprint
   * @param reserve the most it may cost; zero where no price is known
   */
  record Spend(String model, Money reserve, Ceilings ceilings) {}

  /** What may be spent per conversation, per starter and day, and per day in all. */
  record Ceilings(Ceiling conversation, Ceiling starterDay, Ceiling day) {
    /** No ceilings: for tests and for work that costs nothing. */
    public static final Ceilings NONE = new Ceilings(Ceiling.NONE, Ceiling.NONE, Ceiling.NONE);
  }

  /** At most so many model calls and so much money. */
  record Ceiling(long calls, Money money) {
    /** No limit. */
    public static final Ceiling NONE = new Ceiling(Long.MAX_VALUE, new Money(Long.MAX_VALUE));
  }

  /**
   * What an effect came to that shares its entry with others.
   *
   * @param status how it ended
   * @param text what a model is told of it
   * @param error whether that is a failure
   * @param millis how long it took
   * @param rest digest of the blob with the complete text, if it had to be cut
   */
  record Outcome(Status status, String text, boolean error, long millis, @Nullable String rest) {

    /** How an effect ended. */
    public enum Status {
      /** It has happened, or has certainly failed. */
      DONE,
      /** Nobody knows whether it has happened. */
      IN_DOUBT
    }
  }

  /** What {@link #begin} found. */
  sealed interface Begun {
    /**
     * Nothing yet: do it.
     *
     * @param lost whether an earlier attempt was lost with its process, so that nobody knows what
     *     it did
     */
    record Go(int attempt, boolean lost) implements Begun {}

    /** It has happened; what it came to is kept until its entry is written. */
    record Held(Outcome outcome) implements Begun {}

    /** The seq is settled: by this effect's own entry, or by a foreign one. */
    record Found(Appended entry) implements Begun {}

    /** Another process has begun it, and its lease lasts; nothing was marked. */
    record Elsewhere(String owner) implements Begun {}

    /** A ceiling would be passed; nothing was marked. */
    record Refused(String ceiling, String limit, String spent) implements Begun {}
  }

  /**
   * What is settled in one commit with an entry.
   *
   * @param attempt the attempt that brought it, 0: none was begun
   * @param mail the mail that it bears
   * @param scripted the place of the scripted reply that was used
   */
  record Settling(int attempt, @Nullable String mail, @Nullable Integer scripted) {
    /** Nothing but the entry. */
    public static final Settling NOTHING = new Settling(0, null, null);
  }

  /**
   * How an attempt failed.
   *
   * @param type a word of our own, such as {@code rateLimit}
   * @param message a fixed message of our own, without a word of the conversation
   * @param evidence digest of the blob with all that is known
   * @param scripted the place of the scripted reply that made it fail
   */
  record AttemptFailure(
      String type,
      String message,
      @Nullable String evidence,
      @Nullable Usage usage,
      @Nullable Money cost,
      @Nullable Integer scripted) {}

  /**
   * An attempt of an effect.
   *
   * @param model the model's name in the blueprint; empty: it called none
   * @param startedAt milliseconds since 1970, in the store's time
   * @param failure how it failed, absent: it has not
   */
  record Attempted(String model, long startedAt, @Nullable AttemptFailure failure) {}

  /** What {@link #append} came to. */
  sealed interface Appended {
    /** The entry that stands at that place now. */
    EntryHead head();

    /** It was written. */
    record Written(Entry entry) implements Appended {
      @Override
      public EntryHead head() {
        return entry.head();
      }
    }

    /** The same effect had written before; that entry stands. */
    record Adopted(EntryHead head) implements Appended {}

    /** Another effect had written at that seq; nothing was done. */
    record Foreign(EntryHead head) implements Appended {}
  }
}
