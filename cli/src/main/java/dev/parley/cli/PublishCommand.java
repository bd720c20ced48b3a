package dev.parley.cli;

import dev.parley.agents.Blueprint;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish TEAM}: puts a team into the store under its name. */
@Command(
    description = "Publishes a team under its name, for run NAME and for other programs.",
    mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "TEAM", description = "A team file, or a built-in team.")
  private String team = "";

  @Mixin private TeamOptions options = new TeamOptions();

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  PublishCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String who = session.person(person);
    Blueprint blueprint = new Teams(session).get(team, options.read(session));
    session.console().out().println(session.reading().publish(blueprint, who));
    return Exit.OK;
  }
}
