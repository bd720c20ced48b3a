package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code release REQUEST}. */
@Command(
    description = "Leaves a request that you have claimed to the others again.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "REQUEST", description = "Such as pay-2f91/r3.")
  private String request = "";

  @Option(
      names = {"--as", "--for"},
      paramLabel = "NAME",
      description = "Who you are.")
  private @Nullable String person;

  ReleaseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    var row = RequestName.of(request).find(session, false).row();
    Conversation conversation = session.findToChange(row.conversation());
    return new Sent(session)
        .say(
            conversation,
            conversation.release(row.id(), who),
            "%s/%s: nobody takes care of it".formatted(conversation.id(), row.id()));
  }
}
