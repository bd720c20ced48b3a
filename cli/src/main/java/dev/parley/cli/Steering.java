package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.view.Endings;
import dev.parley.transcript.ConversationStore.Standing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that steer a conversation have in common. */
final class Steering {

  @Parameters(paramLabel = "ID", description = "A conversation, or a prefix that no other has.")
  private String id = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  /** Sends a signal; returns whether an open conversation took it. */
  @FunctionalInterface
  interface Signal {
    boolean send(Conversation conversation, String by);
  }

  /**
   * Sends a signal to the conversation.
   *
   * @throws UsageException if it is over
   */
  Conversation send(Session session, String verb, Signal signal) {
    String who = session.person(person);
    Conversation found = session.find(id);
    requireOpen(verb, found);
    Conversation conversation = session.findToChange(found.id());
    if (!signal.send(conversation, who)) {
      throw new UsageException(
          "Temporal does not run %s any more, so there is nothing to %s"
              .formatted(conversation.id(), verb));
    }
    return conversation;
  }

  /**
   * Sees that there is something to steer.
   *
   * @throws UsageException if it is over
   */
  static void requireOpen(String verb, Conversation conversation) {
    Standing standing = conversation.standing();
    if (standing.end() != null) {
      throw new UsageException(
          "%s is over (%s), so there is nothing to %s; ./parley say continues it"
              .formatted(conversation.id(), Endings.state(standing), verb));
    }
  }
}
