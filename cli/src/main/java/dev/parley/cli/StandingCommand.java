package dev.parley.cli;

import dev.parley.agents.ConversationState;
import dev.parley.client.Conversation;
import dev.parley.client.view.Display;
import dev.parley.client.view.Requests;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code standing ID [--revoke N]}: what is approved without being asked for again. */
@Command(
    description = "Lists the standing approvals of a conversation, or ends one of them.",
    mixinStandardHelpOptions = true)
final class StandingCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "A conversation, or a prefix that no other has.")
  private String id = "";

  @Option(names = "--revoke", paramLabel = "N", description = "Ends the one of this number.")
  private @Nullable Integer revoked;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  StandingCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Conversation found = session.find(id);
    SortedMap<Integer, ConversationState.Standing> standing = standing(found);
    Integer number = revoked;
    if (number != null) {
      return revoke(found, standing, number);
    }
    Console console = session.console();
    if (standing.isEmpty()) {
      console.err().println(found.id() + " has no standing approvals.");
    }
    standing.entrySet().stream().map(StandingCommand::line).forEach(console.out()::println);
    return Exit.OK;
  }

  private SortedMap<Integer, ConversationState.Standing> standing(Conversation found) {
    var team = session.reading().transcript().blueprints().get(found.standing().blueprint());
    return Requests.state(team, found.entries(0)).standing();
  }

  private static String line(Map.Entry<Integer, ConversationState.Standing> one) {
    return Display.line(
        "%d   %s may call %s   policy %s"
            .formatted(
                one.getKey(),
                one.getValue().agent(),
                one.getValue().tool(),
                one.getValue().policies()));
  }

  private int revoke(
      Conversation found, SortedMap<Integer, ConversationState.Standing> standing, int number) {
    String who = session.person(person);
    if (!standing.containsKey(number)) {
      throw new UsageException(
          "--revoke: %s has no standing approval %d; ./parley standing %s lists them"
              .formatted(found.id(), number, found.id()));
    }
    Conversation conversation = session.findToChange(found.id());
    return new Sent(session)
        .say(
            conversation,
            conversation.revoke(number, who),
            "%s: standing approval %d is revoked".formatted(conversation.id(), number));
  }
}
