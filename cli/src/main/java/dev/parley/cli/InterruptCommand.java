package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code interrupt ID}. */
@Command(
    description = "Cancels the running effect; the conversation then waits for say or resume.",
    mixinStandardHelpOptions = true)
final class InterruptCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private Steering steering = new Steering();

  InterruptCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation = steering.send(session, "interrupt", Conversation::interrupt);
    String id = conversation.id();
    session
        .console()
        .out()
        .println("%1$s: is interrupted; ./parley say or ./parley resume %1$s".formatted(id));
    return Exit.OK;
  }
}
