package dev.parley.cli;

import dev.parley.cli.Watching.Manner;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch ID}: follows a conversation, from its first entry on. */
@Command(
    description = "Follows a conversation from its first entry on. Ctrl-C leaves; it goes on.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "A conversation, or a prefix that no other has.")
  private String id = "";

  @Option(
      names = {"--as", "--for"},
      paramLabel = "NAME",
      description = "Who you are.")
  private @Nullable String person;

  @Option(names = "--no-wait", description = "Returns 3 when the conversation waits for a person.")
  private boolean noWait;

  @Mixin private LineOptions lines = new LineOptions();

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    lines.check();
    String who = session.person(person);
    Conversation found = session.find(id);
    boolean over = found.standing().end() != null;
    Parley parley = over ? session.reading() : session.acting();
    var manner = new Manner(who, lines.jsonl(), lines.stream(), noWait, false);
    try (Typing typing = Typing.of(session.console());
        Leaving leaving = new Leaving()) {
      return Watching.begin(session, parley, () -> parley.find(found.id()), manner, typing, leaving)
          .follow();
    }
  }
}
