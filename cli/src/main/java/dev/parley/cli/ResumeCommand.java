package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume ID}. */
@Command(
    description = "Lets a paused or interrupted conversation go on.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private Steering steering = new Steering();

  ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation conversation = steering.send(session, "resume", Conversation::resume);
    String id = conversation.id();
    session.console().out().println(id + ": goes on");
    return Exit.OK;
  }
}
