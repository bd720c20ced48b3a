package dev.parley.cli;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Names;
import dev.parley.client.StartOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code chat} start a conversation with. */
final class StartArguments {

  @Parameters(
      index = "0",
      paramLabel = "TEAM",
      description = "A team file, a published name, or a built-in team.")
  private String team = "";

  @Mixin private TeamOptions options = new TeamOptions();

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "A file that is in the workspace of the first code run.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The conversation's id; one that exists is followed.")
  private @Nullable String id;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are.")
  private @Nullable String person;

  @Option(
      names = "--lib",
      paramLabel = "PATH",
      description = "Functions for the worker: a jar, or a folder of jars or classes.")
  private List<Path> libraries = new ArrayList<>();

  @Option(
      names = "--in-memory",
      description = "Server, store and worker in this process; nothing survives the command.")
  private boolean inMemory;

  boolean inMemory() {
    return inMemory;
  }

  Blueprint team(Session session) {
    return new Teams(session).get(team, options.read(session));
  }

  String person(Session session) {
    return session.person(person);
  }

  /**
   * Everything that is checked before anything starts.
   *
   * @param stays whether the command stays with the conversation, which may then be in memory
   */
  StartOptions checked(Session session, Blueprint blueprint, boolean stays) {
    if (id != null && !Names.NAME.matcher(id).matches()) {
      throw new UsageException(
          "--id: \"%s\" is no id; a letter, then up to 63 letters, digits, _ and -".formatted(id));
    }
    List<Path> there = TeamOptions.files(files);
    List<Path> extensions = Libraries.wanted(session, libraries);
    if (inMemory) {
      session.memory().choose(extensions);
    }
    new Preflight(session).check(blueprint);
    Libraries.check(extensions);
    // One that exists is not to be begun again where nothing is known of it.
    if (stays && id == null) {
      session.memory().chooseWithoutServer(extensions);
    }
    if (!session.memory().on()) {
      new Libraries(session).require(extensions);
    }
    return new StartOptions(id, person(session), there);
  }
}
