package dev.parley.activities;

import dev.parley.activities.models.ModelFailure;
import dev.parley.activities.models.ModelReply;
import dev.parley.activities.models.Turn;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.View;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A summary that stands in place of old messages in one agent's context: question and answer. */
final class ContextSummary {

  /** What the reader is told before the summary. */
  static final String BEFORE = "Summary of what was said before the next message:\n\n";

  private ContextSummary() {}

  /** What the model is asked: the messages as a text, because they are not its own conversation. */
  static List<Turn> turns(View.Due due, String agent) {
    String messages =
        due.lines().stream().map(ContextSummary::line).collect(Collectors.joining("\n\n"));
    String asked =
        """
        Below is the older part of a conversation in which %s takes part. Write a summary of it: \
        %s will read it in place of these messages and must be able to go on from it. Keep what \
        was asked, what was decided and why, facts, figures, names, file names, results of tools \
        and code, what was tried and failed, and what is still open. Leave out courtesies and \
        repetitions. Write the summary alone, without any introduction.

        %s"""
            .formatted(agent, agent, messages);
    return List.of(Turn.user(null, asked));
  }

  private static String line(View.Line line) {
    return line.entry().head().reader().isPresent()
        ? BEFORE + line.text()
        : line.author() + ": " + line.text();
  }

  /** The summary as an entry; a model that had nothing to say has failed. */
  static Draft draft(View.Due due, String agent, ModelReply reply, Entry.Origin origin) {
    if (reply.text().isBlank()) {
      return failed(agent, "the model said nothing", "badOutput", null);
    }
    return Draft.of(
            agent,
            Kind.SUMMARY,
            new Words(reply.text(), new Entry.Summing(due.from(), due.until()), origin))
        .withPerson(null, agent, null, false);
  }

  /**
   * The event that there is none; the agent goes on with the newest messages.
   *
   * @param evidence digest of the blob with all that is known
   */
  static Draft failed(String agent, String why, String type, @Nullable String evidence) {
    return Draft.event(
            Event.NOT_SUMMARIZED,
            null,
            new Words(
                "%s's context goes on with the newest messages: %s".formatted(agent, why),
                new Entry.Happened(type, evidence),
                null))
        .withPerson(null, agent, null, false);
  }

  /** The same after a failure for good. */
  static Draft failed(String agent, String why, ModelFailure e, @Nullable String evidence) {
    return failed(agent, why, e.type().word(), evidence);
  }
}
