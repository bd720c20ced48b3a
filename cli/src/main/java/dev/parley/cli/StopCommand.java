package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.view.Endings;
import dev.parley.transcript.ConversationStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stop ID}: ends a conversation, at once or after the turn. */
@Command(
    description = "Cancels what runs and ends the conversation.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Session session;

  @Mixin private Steering steering = new Steering();

  @Option(names = "--after-turn", description = "Ends it gently, when the turn is over.")
  private boolean afterTurn;

  StopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation =
        steering.send(session, "stop", (one, by) -> one.stop(by, afterTurn));
    Instant until = Instant.now().plus(PATIENCE);
    Standing standing = conversation.standing();
    if (!afterTurn) {
      standing = ended(conversation, until);
    }
    String how =
        standing.end() == null
            ? afterTurn ? "stops after the turn" : "was asked to stop"
            : Endings.footer(standing);
    session.console().out().println(conversation.id() + ": " + how);
    return Exit.OK;
  }

  private static Standing ended(Conversation conversation, Instant until) {
    try {
      return conversation.follow(0, entry -> {}, standing -> Instant.now().isAfter(until));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return conversation.standing();
    }
  }
}
