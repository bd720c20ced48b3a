package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code delete ID}: destroys a conversation's key, words and history. */
@Command(
    description =
        "Destroys a conversation: its key, its words and its history. There is no way back.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The conversation.")
  private String id = "";

  @Option(names = "--with-forks", description = "Destroys its forks too.")
  private boolean withForks;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  DeleteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    Conversation conversation = session.findToChange(id);
    for (String gone : conversation.delete(withForks, who)) {
      session.console().out().println(gone + ": deleted");
    }
    return Exit.OK;
  }
}
