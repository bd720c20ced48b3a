package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pause ID}. */
@Command(
    description = "Holds a conversation after the running effect; resume lets it go on.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private Steering steering = new Steering();

  PauseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation = steering.send(session, "pause", Conversation::pause);
    String id = conversation.id();
    session
        .console()
        .out()
        .println("%1$s: pauses after the running effect; ./parley resume %1$s".formatted(id));
    return Exit.OK;
  }
}
