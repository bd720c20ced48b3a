package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Human;
import dev.parley.client.Conversation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code human ID AGENT MODE}: when a person is asked for an agent's reply, from now on. */
@Command(
    description = "Says when a person is asked for an agent's reply, from now on.",
    mixinStandardHelpOptions = true)
final class HumanCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "ID", description = "The conversation.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "AGENT", description = "One that a person may answer for.")
  private String agent = "";

  @Parameters(index = "2", paramLabel = "MODE", description = "ALWAYS, TERMINATE or NEVER.")
  private String mode = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  HumanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    Human wanted = mode(mode);
    Conversation found = session.find(id);
    requireAgent(found);
    Steering.requireOpen("change", found);
    Conversation conversation = session.findToChange(found.id());
    return new Sent(session)
        .say(
            conversation,
            conversation.human(agent, wanted, who),
            "%s: %s is %s from now on".formatted(conversation.id(), agent, wanted));
  }

  private void requireAgent(Conversation found) {
    List<String> agents =
        session
            .reading()
            .transcript()
            .blueprints()
            .get(found.standing().blueprint())
            .agents()
            .stream()
            .map(Agent::name)
            .toList();
    if (!agents.contains(agent)) {
      throw UsageException.unknown("no agent is called", agent, agents);
    }
  }

  private static Human mode(String written) {
    return Arrays.stream(Human.values())
        .filter(one -> one.name().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                UsageException.unknown(
                    "there is no mode",
                    written,
                    Arrays.stream(Human.values()).map(Human::name).toList()));
  }
}
