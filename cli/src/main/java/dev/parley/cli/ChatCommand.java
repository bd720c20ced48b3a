package dev.parley.cli;

import dev.parley.agents.Blueprint;
import dev.parley.cli.Watching.Manner;
import dev.parley.client.Parley;
import dev.parley.client.StartOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chat TEAM}: as {@code run}, but the first and the later messages are typed. */
@Command(
    description = "Talks with a team: you type the first and every later message. exit ends.",
    mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private StartArguments start = new StartArguments();

  ChatCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Blueprint team = start.team(session);
    StartOptions options = start.checked(session, team, true);
    try (Typing typing = Typing.of(session.console())) {
      Optional<String> first = first(typing);
      if (first.isEmpty()) {
        return Exit.OK;
      }
      Parley parley = session.acting();
      var manner = new Manner(options.starter(), false, false, false, true);
      try (Leaving leaving = new Leaving()) {
        return Watching.begin(
                session,
                parley,
                () -> parley.start(team, first.get(), options),
                manner,
                typing,
                leaving)
            .typed(first.get())
            .follow();
      }
    }
  }

  private static Optional<String> first(Typing typing) {
    Optional<String> line = typing.line("user       › ").map(String::strip);
    while (line.isPresent() && line.get().isEmpty()) {
      line = typing.line("user       › ").map(String::strip);
    }
    return line.filter(text -> !text.equals(Watching.EXIT));
  }
}
