package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.client.teamfile.Problem;
import dev.parley.client.teamfile.ReadOptions;
import dev.parley.client.teamfile.Reading;
import dev.parley.client.view.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code check TEAM}: everything that is wrong with a team file, and what it will do. */
@Command(
    description = "Says everything that is wrong with a team file. Nothing is started or asked.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "TEAM", description = "Team files.")
  private List<String> teams = new ArrayList<>();

  @Mixin private TeamOptions options = new TeamOptions();

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ReadOptions read = options.read(session);
    int code = Exit.OK;
    for (String team : teams) {
      code = Math.max(code, check(team, read));
    }
    return code;
  }

  private int check(String team, ReadOptions read) {
    Console console = session.console();
    Optional<Reading> reading = new Teams(session).reading(team, read);
    if (reading.isEmpty()) {
      return fine(team, new Teams(session).get(team, read));
    }
    reading.get().errors().forEach(error -> console.err().println(shown(error)));
    reading
        .get()
        .warnings()
        .forEach(warning -> console.err().println("warning: " + shown(warning)));
    return reading.get().blueprint().map(blueprint -> fine(team, blueprint)).orElse(Exit.USAGE);
  }

  private static String shown(Problem problem) {
    return Display.terminal(problem.toString(), "  ");
  }

  private int fine(String team, Blueprint blueprint) {
    Console console = session.console();
    List<String> errors = TeamCheck.errors(blueprint);
    if (!errors.isEmpty()) {
      errors.forEach(error -> console.err().println(Display.line(team + ": " + error)));
      return Exit.USAGE;
    }
    for (String missing : new TeamCheck(session).missing(blueprint)) {
      console.err().println("warning: " + Display.line(missing));
    }
    console.out().println(Display.line(team) + ": OK, " + summary(blueprint));
    for (Agent agent : blueprint.agents()) {
      agent
          .way(Reply.ExecuteCode.class)
          .map(Reply.ExecuteCode::executor)
          .filter(Executor::network)
          .ifPresent(
              executor ->
                  console
                      .out()
                      .println(
                          "  agents.%s.executor: network: true, its code may open connections"
                              .formatted(agent.name())));
    }
    return Exit.OK;
  }

  private static String summary(Blueprint blueprint) {
    String models =
        blueprint.agents().stream()
            .flatMap(Agent::models)
            .map(blueprint::model)
            .map(ModelSpec::label)
            .distinct()
            .collect(Collectors.joining(", "));
    return "%s of %s%s"
        .formatted(
            blueprint.team().typeName(),
            String.join(", ", blueprint.team().participants()),
            models.isEmpty() ? "" : "; models " + models);
  }
}
