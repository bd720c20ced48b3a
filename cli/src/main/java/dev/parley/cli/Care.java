package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that say who takes care of a request have in common. */
final class Care {

  @Parameters(paramLabel = "REQUEST", description = "Such as pay-2f91/r3.")
  private String request = "";

  @Option(
      names = {"--as", "--for"},
      paramLabel = "NAME",
      description = "Who you are.")
  private @Nullable String person;

  /** Says it to the conversation. */
  @FunctionalInterface
  interface Change {
    Verdict send(Conversation conversation, String request, String by);
  }

  /**
   * Changes who takes care of it; returns the exit code.
   *
   * @param done what to say of it if it was taken, with a place for who did it
   */
  int change(Session session, Change change, String done) {
    String who = session.person(person);
    var row = RequestName.of(request).find(session, false).row();
    Conversation conversation = session.findToChange(row.conversation());
    return new Sent(session)
        .say(
            conversation,
            change.send(conversation, row.id(), who),
            "%s/%s: %s".formatted(conversation.id(), row.id(), done.formatted(who)));
  }
}
