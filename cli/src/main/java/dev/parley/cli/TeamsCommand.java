package dev.parley.cli;

import dev.parley.client.teamfile.Reading;
import dev.parley.client.teamfile.TeamFiles;
import dev.parley.client.view.Display;
import dev.parley.transcript.BlueprintStore.Published;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code teams}: the teams that have a name. */
@Command(
    description = "Lists the teams that Parley brings along and those that were published.",
    mixinStandardHelpOptions = true)
final class TeamsCommand implements Callable<Integer> {

  private static final int DIGITS = 19; // "sha256:" and twelve hexadecimal digits

  private final Session session;

  TeamsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Published> published =
        session.storeExists() ? session.reading().transcript().blueprints().published() : List.of();
    List<String> names = published.stream().map(Published::name).toList();
    for (String name : TeamFiles.names()) {
      print(name, names.contains(name) ? "built-in *" : "built-in", description(name));
    }
    for (Published team : published) {
      print(
          team.name(),
          "by " + team.by(),
          "%s  %s".formatted(team.digest().substring(0, DIGITS), team.description()));
    }
    if (TeamFiles.names().stream().anyMatch(names::contains)) {
      session.console().out().println("* a published team of this name goes before it");
    }
    return Exit.OK;
  }

  private static String description(String name) {
    return TeamFiles.builtin(name)
        .flatMap(Reading::blueprint)
        .map(blueprint -> blueprint.description())
        .orElse("");
  }

  private void print(String name, String from, String what) {
    session
        .console()
        .out()
        .println("%-20s %-12s %s".formatted(name, from, Display.line(what)).stripTrailing());
  }
}
