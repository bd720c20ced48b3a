package dev.parley.cli;

import dev.parley.activities.models.ModelKeys;
import dev.parley.activities.models.Models;
import dev.parley.activities.models.Prices;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Executor;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.cli.local.Dev;
import dev.parley.cli.local.Finding;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.SandboxProbe;
import dev.parley.client.view.Display;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks, before anything is started, whether what a team needs is there. */
final class Preflight {

  private final Session session;
  private final Map<String, String> environment;

  Preflight(Session session) {
    this.session = session;
    this.environment = session.environment();
  }

  /**
   * Looks for the keys of the team's models, the sources of its tools and its sandboxes; only where
   * the worker is this machine's own.
   *
   * @throws PartException if one is missing; the message names the place and the remedy
   */
  void check(Blueprint team) {
    if (!session.foreignWorkers()) {
      keys(team);
      sources(team);
      sandboxes(team);
    }
  }

  // --- Keys

  private void keys(Blueprint team) {
    List<Agent> real =
        team.agents().stream().filter(agent -> real(team, agent).count() > 0).toList();
    if (real.isEmpty()) {
      return;
    }
    try (Models models = Models.standard(keys(), Prices.builtIn())) {
      for (Agent agent : real) {
        for (String name : real(team, agent).toList()) {
          Optional<String> problem = models.problem(name, team.model(name));
          if (problem.isPresent()) {
            throw new PartException(placed(team, agent, name, problem.get()));
          }
        }
      }
    }
  }

  /** The models of an agent that are no scripted ones. */
  private static Stream<String> real(Blueprint team, Agent agent) {
    return agent.models().filter(name -> !team.model(name).provider().equals(ModelSpec.SCRIPTED));
  }

  /** A model that only an agent names has its place there. */
  private static String placed(Blueprint team, Agent agent, String name, String problem) {
    return team.models().containsKey(name)
        ? problem
        : problem.replace("models." + name + ": ", "agents." + agent.name() + ".model: ");
  }

  private ModelKeys keys() {
    List<String> hosts =
        Arrays.stream(environment.getOrDefault("PARLEY_KEYS_HOSTS", "").split(",", -1))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .toList();
    return new ModelKeys(environment, hosts, name -> true);
  }

  // --- Tools

  /** A library may bring a source of its own, so that a missing one is only told. */
  private void sources(Blueprint team) {
    for (String missing : new TeamCheck(session).missing(team)) {
      session.console().err().println("warning: " + Display.line(missing));
    }
  }

  // --- Sandboxes

  private void sandboxes(Blueprint team) {
    List<Agent> runners =
        team.agents().stream().filter(a -> a.way(Reply.ExecuteCode.class).isPresent()).toList();
    if (runners.isEmpty()) {
      return;
    }
    List<Finding> found = new SandboxProbe(environment).look();
    for (Agent agent : runners) {
      Executor executor = agent.way(Reply.ExecuteCode.class).orElseThrow().executor();
      missing(executor, found)
          .ifPresent(
              text -> {
                throw new PartException("agents.%s.executor: %s".formatted(agent.name(), text));
              });
    }
    image(runners);
  }

  /** Docker runs the default image; the first run of all makes it. */
  private void image(List<Agent> runners) {
    SandboxImage image = new SandboxImage(session.home().root(), environment);
    boolean wanted =
        runners.stream()
            .map(agent -> agent.way(Reply.ExecuteCode.class).orElseThrow().executor())
            .anyMatch(Preflight::wantsDefaultImage);
    if (wanted && image.hasEngine() && !image.isThere()) {
      try (Stages stages = new Stages(session.console())) {
        image.make(stages);
      }
    }
  }

  private static boolean wantsDefaultImage(Executor executor) {
    return executor.image() == null
        && (executor.type() == null || executor.type() == Executor.Type.DOCKER);
  }

  private Optional<String> missing(Executor executor, List<Finding> found) {
    Finding docker = found.getFirst();
    Finding bubblewrap = found.getLast();
    return switch (executor.type()) {
      case DOCKER -> absent(docker, "docker is named here", "name another executor");
      case BUBBLEWRAP -> absent(bubblewrap, "bubblewrap is named here", "name another executor");
      case LOCAL -> local();
      case null ->
          present(docker) || present(bubblewrap)
              ? Optional.empty()
              : Optional.of(
                  "code needs a sandbox. docker: %s; %s. bubblewrap: %s; %s"
                      .formatted(
                          docker.detail(),
                          docker.remedy().orElse(""),
                          bubblewrap.detail(),
                          bubblewrap.remedy().orElse("")));
    };
  }

  private static Optional<String> absent(Finding finding, String why, String otherwise) {
    return present(finding)
        ? Optional.empty()
        : Optional.of(
            "%s, but %s. Remedy: %s, or %s"
                .formatted(why, finding.detail(), finding.remedy().orElse(""), otherwise));
  }

  private static boolean present(Finding finding) {
    return finding.state() == Finding.State.PRESENT;
  }

  /** A worker that runs already, or that has a file of settings, may have switched it on. */
  private Optional<String> local() {
    boolean on =
        "true".equals(environment.get("PARLEY_SANDBOX_LOCAL"))
            || environment.containsKey("PARLEY_CONFIG")
            || Files.exists(session.home().folder().resolve("parley.yml"))
            || Dev.current(session.home()).isPresent();
    return on
        ? Optional.empty()
        : Optional.of(
            "local runs code without any protection and is switched off. Name docker or bubblewrap,"
                + " or switch it on with PARLEY_SANDBOX_LOCAL=true");
  }
}
