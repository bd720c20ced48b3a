package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code say ID "text"}: puts a person's words into a conversation; one that is over goes on. */
@Command(
    description = {
      "Says something to the next speaker, or answers what you were asked.",
      "A finished conversation is continued by it."
    },
    mixinStandardHelpOptions = true)
final class SayCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "ID", description = "The conversation.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      description = "What is said; - reads standard input, @FILE a file.")
  private String text = "";

  @Option(names = "--to", paramLabel = "AGENT", description = "Addresses one agent.")
  private @Nullable String to;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  SayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    String words = session.texts().readAny("text", text);
    Conversation found = session.find(id);
    check(session.reading(), found, who);
    Conversation conversation = session.findToChange(found.id());
    boolean over = conversation.standing().end() != null;
    conversation.say(words, who, to);
    session
        .console()
        .out()
        .println(
            "%s: taken%s%s"
                .formatted(
                    conversation.id(),
                    to == null ? "" : ", addressed to " + to,
                    over ? "; it was over and goes on with it" : ""));
    session.console().err().println(session.goesOn(conversation.id()));
    return Exit.OK;
  }

  private void check(Parley parley, Conversation conversation, String who) {
    Standing standing = conversation.standing();
    List<String> agents =
        parley.transcript().blueprints().get(standing.blueprint()).agents().stream()
            .map(Agent::name)
            .toList();
    if (to != null && !agents.contains(to)) {
      throw UsageException.unknown("--to: no agent is called", to, agents);
    }
    if (agents.contains(who) && standing.state() != State.WAITING) {
      throw new UsageException(
          "\"%s\" is an agent of %s; say who you are with --as NAME or PARLEY_USER"
              .formatted(who, conversation.id()));
    }
  }
}
