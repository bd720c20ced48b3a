package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.ParleyException;
import dev.parley.client.Reconciler;
import dev.parley.client.Reconciler.Verdict;
import dev.parley.client.view.Cause;
import dev.parley.client.view.Display;
import dev.parley.client.view.Endings;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recover ID|--all}: starts conversations again from their entries. */
@Command(
    description = {
      "Starts a lost or stuck conversation again from its entries.",
      "Nothing that was said is lost, and no answer that was paid for is paid for again."
    },
    mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "A conversation, or a prefix that no other has.")
  private @Nullable String id;

  @Option(names = "--all", description = "Every conversation that is lost or stuck.")
  private boolean all;

  RecoverCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (all == (id != null)) {
      throw new UsageException(all ? "write ID or --all, not both" : "missing: ID or --all");
    }
    return id == null ? every() : one(id);
  }

  // --- One

  private int one(String prefix) {
    Conversation found = session.find(prefix);
    Standing standing = found.standing();
    if (standing.end() != null) {
      throw new UsageException(
          "%s is over (%s), so there is nothing to recover; ./parley say continues it"
              .formatted(found.id(), Endings.state(standing)));
    }
    Conversation conversation = session.findToChange(found.id());
    say(conversation.id(), conversation.recover());
    session.console().err().println(session.goesOn(conversation.id()));
    return Exit.OK;
  }

  private void say(String conversation, Trouble trouble) {
    session
        .console()
        .out()
        .println(
            "%s was %s and goes on: %s"
                .formatted(
                    conversation,
                    trouble.state().wire(),
                    Display.line(Cause.of(trouble.cause()).what())));
  }

  // --- Every

  private int every() {
    if (!anyOpen()) {
      session.console().out().println("Nothing to recover: no conversation is open.");
      return Exit.OK;
    }
    Parley parley = session.acting();
    List<Reconciler.Found> found = parley.reconcile(Duration.ZERO);
    int recovered = 0;
    for (Reconciler.Found each : found) {
      recovered += recover(parley, each) ? 1 : 0;
    }
    session
        .console()
        .out()
        .println(
            recovered == 0
                ? "Nothing to recover."
                : "%d %s recovered."
                    .formatted(recovered, recovered == 1 ? "conversation" : "conversations"));
    return Exit.OK;
  }

  /** Else nothing need be started. */
  private boolean anyOpen() {
    return session.storeExists()
        && !session.reading().transcript().conversations().silent(Duration.ZERO, 1).isEmpty();
  }

  private boolean recover(Parley parley, Reconciler.Found found) {
    return switch (found.verdict()) {
      case Verdict.Runs running -> false;
      case Verdict.Ended ended -> {
        warn(found.conversation(), "over: " + ended.end().detail());
        yield false;
      }
      case Verdict.Hangs hangs when hangs.trouble().state() == State.PAUSED -> {
        warn(found.conversation(), "paused, not recovered: " + hangs.trouble().cause());
        yield false;
      }
      case Verdict.Hangs hangs -> recover(parley, found.conversation());
    };
  }

  private boolean recover(Parley parley, String conversation) {
    try {
      say(conversation, parley.find(conversation).recover());
      return true;
    } catch (ParleyException.Refused mended) {
      // Another person, or its worker, was quicker.
      warn(conversation, String.valueOf(mended.getMessage()));
      return false;
    }
  }

  private void warn(String conversation, String text) {
    session.console().err().println("%s: %s".formatted(conversation, Display.line(text)));
  }
}
