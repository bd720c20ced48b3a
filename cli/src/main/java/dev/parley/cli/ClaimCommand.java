package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claim REQUEST}. */
@Command(
    description = "Says that you take care of a request; others see that.",
    mixinStandardHelpOptions = true)
final class ClaimCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "REQUEST", description = "Such as pay-2f91/r3.")
  private String request = "";

  @Option(
      names = {"--as", "--for"},
      paramLabel = "NAME",
      description = "Who you are.")
  private @Nullable String person;

  ClaimCommand(Session session) {
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
            conversation.claim(row.id(), who),
            "%s/%s: claimed by %s".formatted(conversation.id(), row.id(), who));
  }
}
