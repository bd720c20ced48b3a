package dev.parley.client;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Silent;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the conversations that the store holds open with what the Temporal server knows of them,
 * and writes down what it finds: one that was terminated there has ended, one whose workflow task
 * fails again and again is stuck, one that the server does not know is lost. It starts nothing. One
 * thread at a time may use it.
 */
public final class Reconciler {

  /** Failures in a row after which a workflow task is not expected to mend itself. */
  private static final int STUCK = 3;

  /** How many are looked at in one round of a worker: some seconds of a busy server. */
  private static final int ROUND = 1_000;

  private final Transcript transcript;
  private final Runs runs;
  private String last = "";

  /** A reconciler of a store and a namespace. */
  public Reconciler(Transcript transcript, WorkflowServiceStubs stubs, String namespace) {
    this.transcript = transcript;
    this.runs = new Runs(stubs, namespace);
  }

  /** What was found of one conversation. */
  public record Found(String conversation, Verdict verdict) {}

  /** How an open conversation stands with the Temporal server. */
  public sealed interface Verdict {
    /** The server runs it. */
    record Runs() implements Verdict {}

    /** The server ended it, and not by its own rules. */
    record Ended(End end) implements Verdict {}

    /** It does not go on by itself. */
    record Hangs(Trouble trouble) implements Verdict {}
  }

  /**
   * Looks at the conversations in which nothing has happened for a while, and writes down what is
   * wrong with them.
   *
   * @return those that do not simply run
   * @throws io.grpc.StatusRuntimeException if the server does not answer
   * @throws TranscriptException if the store does not
   */
  public List<Found> look(Duration silence) {
    return look(transcript.conversations().silent(silence, Integer.MAX_VALUE));
  }

  /**
   * Looks at the next thousand of them, in the order of their ids, and after the last at the first
   * again: however many wait for people, each has its turn.
   *
   * @return those of them that do not simply run
   * @throws io.grpc.StatusRuntimeException if the server does not answer
   * @throws TranscriptException if the store does not
   */
  public List<Found> lookAtNext(Duration silence) {
    List<Silent> next =
        transcript.conversations().silent(silence, Integer.MAX_VALUE).stream()
            .filter(one -> one.id().compareTo(last) > 0)
            .sorted(Comparator.comparing(Silent::id))
            .limit(ROUND)
            .toList();
    List<Found> found = look(next);
    last = next.size() < ROUND ? "" : next.getLast().id();
    return found;
  }

  private List<Found> look(List<Silent> silent) {
    List<Found> found = new ArrayList<>();
    for (Silent one : silent) {
      Verdict verdict = written(one, judge(one));
      if (!(verdict instanceof Verdict.Runs)) {
        found.add(new Found(one.id(), verdict));
      }
    }
    return List.copyOf(found);
  }

  /** Looks at one conversation, whatever happened to it last; absent if it is over. */
  public Optional<Verdict> look(String conversation) {
    return transcript.conversations().open(conversation).map(one -> written(one, judge(one)));
  }

  // --- Judging

  private Verdict judge(Silent one) {
    Optional<Runs.Run> newest = runs.find(one.id(), null);
    if (newest.isEmpty()) {
      return hangs(
          State.LOST,
          "Temporal does not know it. ./parley recover %s starts it again from its entries"
              .formatted(one.id()));
    }
    Runs.Run run = newest.get();
    if (run.isOpen()) {
      return run.failures() < STUCK ? new Verdict.Runs() : stuck(one, run);
    }
    return closed(one, run);
  }

  private Verdict stuck(Silent one, Runs.Run run) {
    String cause = runs.failure(one.id(), run.runId()).orElse("its history does not say why");
    return hangs(
        State.STUCK,
        ("its workflow task failed %d times: %s. It goes on by itself when its worker is mended;"
                + " ./parley recover %s starts it again from its entries")
            .formatted(run.failures(), cause, one.id()));
  }

  private Verdict closed(Silent one, Runs.Run newest) {
    if (one.expectsRun()) {
      return hangs(
          State.LOST,
          "it was to go on, but no run of it was started. ./parley recover %s does that"
              .formatted(one.id()));
    }
    Optional<Runs.Run> own = own(one, newest);
    if (own.isEmpty()) {
      return hangs(
          State.LOST,
          ("Temporal does not know its present run, only older ones: it was restored from a backup."
                  + " ./parley recover %s starts it again from its entries")
              .formatted(one.id()));
    }
    return switch (own.get().status()) {
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> ended("terminated", "terminated in Temporal");
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> ended("stopped", "cancelled in Temporal");
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> ended("failed", "its workflow timed out");
      case WORKFLOW_EXECUTION_STATUS_FAILED -> ended("failed", "its workflow failed");
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WORKFLOW_EXECUTION_STATUS_PAUSED,
          WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
          WORKFLOW_EXECUTION_STATUS_RUNNING,
          UNRECOGNIZED ->
          hangs(
              State.PAUSED,
              ("its workflow has ended, but this transcript, which was restored from an older"
                      + " backup, does not hold the end. Restore the newer one, or go on from here"
                      + " with ./parley fork %s --at %d")
                  .formatted(one.id(), one.head()));
    };
  }

  /**
   * The newest run may be a stranger's with the same id, which was refused, or one that the present
   * run has gone on as.
   */
  private Optional<Runs.Run> own(Silent one, Runs.Run newest) {
    if (one.runId() == null || newest.runId().equals(one.runId())) {
      return Optional.of(newest);
    }
    return runs.find(one.id(), one.runId())
        .map(
            run ->
                run.isOpen()
                        || run.status()
                            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW
                    ? newest
                    : run);
  }

  private static Verdict hangs(State state, String cause) {
    return new Verdict.Hangs(new Trouble(state, cause));
  }

  private static Verdict ended(String reason, String detail) {
    return new Verdict.Ended(new End(reason, detail, null, 0, null, Instant.now()));
  }

  // --- Writing

  /**
   * Writes a verdict down, unless something has happened to the conversation since it was read:
   * then it runs, or is looked at again next time.
   */
  private Verdict written(Silent one, Verdict verdict) {
    try {
      if (transcript.conversations().open(one.id()).equals(Optional.of(one))) {
        write(one, verdict);
        return verdict;
      }
    } catch (TranscriptException.Refused overtaken) {
      // Another run writes it now, or it was deleted: the others are looked at all the same.
      return new Verdict.Runs();
    }
    return new Verdict.Runs();
  }

  private void write(Silent one, Verdict verdict) {
    switch (verdict) {
      case Verdict.Runs running -> {
        if (one.state() == State.STUCK || one.state() == State.LOST) {
          transcript.conversations().clear(one.id());
        }
      }
      case Verdict.Hangs hangs -> transcript.conversations().trouble(one.id(), hangs.trouble());
      case Verdict.Ended ended -> end(one, ended.end());
    }
  }

  /** Settles what was under way by an entry, so that what comes late is late. */
  private void end(Silent one, End end) {
    settle(one, String.valueOf(end.detail()));
    var unused = transcript.conversations().close(one.id(), end);
  }

  private void settle(Silent one, String how) {
    if (one.runId() == null) {
      return;
    }
    Intent intent = Intent.event("ended", one.head());
    var place = new Place(one.id(), Place.MAIN, one.head() + 1, intent, one.runId());
    Draft draft = Draft.event(Event.ENDED, null, Words.of(how));
    var unused = transcript.entries().append(place, draft, Settling.NOTHING);
  }
}
