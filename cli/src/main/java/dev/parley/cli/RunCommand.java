package dev.parley.cli;

import dev.parley.agents.Blueprint;
import dev.parley.cli.Watching.Manner;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.StartOptions;
import dev.parley.client.view.JsonLines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run TEAM "task"}: starts a conversation and follows it to its end. */
@Command(
    description = {
      "Runs a team on a task and follows it. Ctrl-C leaves; the conversation goes on.",
      "The transcript goes to the terminal, the answer to stdout where that is no terminal."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private StartArguments start = new StartArguments();

  @Parameters(
      index = "1",
      paramLabel = "TASK",
      description = "What is to be done; - reads standard input, @FILE a file.")
  private String task = "";

  @Option(names = "--detach", description = "Returns at once; the conversation goes on.")
  private boolean detach;

  @Option(names = "--no-wait", description = "Returns 3 when the conversation waits for a person.")
  private boolean noWait;

  @Mixin private LineOptions lines = new LineOptions();

  RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    lines.check();
    if (detach && noWait) {
      throw new UsageException(
          "--detach and --no-wait exclude each other; --detach returns at once");
    }
    if (start.inMemory() && (detach || noWait)) {
      throw new UsageException(
          "--in-memory: nothing goes on after the command, so leave out "
              + (detach ? "--detach" : "--no-wait"));
    }
    Blueprint team = start.team(session);
    String words = session.texts().read("task", task);
    StartOptions options = start.checked(session, team, !detach && !noWait);
    Parley parley = session.acting();
    if (detach) {
      detached(parley.start(team, words, options));
      return Exit.OK;
    }
    var manner = new Manner(options.starter(), lines.jsonl(), lines.stream(), noWait, false);
    try (Typing typing = Typing.of(session.console());
        Leaving leaving = new Leaving()) {
      return Watching.begin(
              session, parley, () -> parley.start(team, words, options), manner, typing, leaving)
          .follow();
    }
  }

  private void detached(Conversation conversation) {
    Console console = session.console();
    if (lines.jsonl()) {
      console.out().println(JsonLines.header(conversation.standing()));
      console.out().println(JsonLines.detached(conversation.id()));
    } else if (!console.outTerminal()) {
      console.out().println(conversation.id());
    }
    console.err().println(session.goesOn(conversation.id()));
  }
}
