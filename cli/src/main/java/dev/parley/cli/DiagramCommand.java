package dev.parley.cli;

import dev.parley.client.teamfile.Diagram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code diagram TEAM}: a team as a Mermaid flowchart. */
@Command(description = "Prints a team as a Mermaid flowchart.", mixinStandardHelpOptions = true)
final class DiagramCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "TEAM", description = "A team file, a published name, or a built-in.")
  private String team = "";

  @Mixin private TeamOptions options = new TeamOptions();

  DiagramCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session
        .console()
        .out()
        .print(Diagram.mermaid(new Teams(session).get(team, options.read(session))));
    return Exit.OK;
  }
}
