package dev.parley.cli;

import dev.parley.activities.code.Limits;
import dev.parley.activities.code.SandboxException;
import dev.parley.activities.code.SandboxSettings;
import dev.parley.activities.code.Sandboxes;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Executor;
import dev.parley.agents.Reply;
import dev.parley.cli.local.Finding;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.SandboxProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the demo's program runs: the best that this machine has. */
final class DemoSandbox {

  private final Session session;
  private final Executor.Type type;

  private DemoSandbox(Session session, Executor.Type type) {
    this.session = session;
    this.type = type;
  }

  /**
   * Docker, whose image is made if need be; else bubblewrap; else none. Without any the demo's own
   * program, which is known, runs as a plain process.
   */
  static DemoSandbox find(Session session, Stages stages) {
    Map<String, String> environment = session.environment();
    SandboxImage image = new SandboxImage(session.home().root(), environment);
    List<Finding> found = new SandboxProbe(environment).look();
    boolean docker = found.getFirst().state() == Finding.State.PRESENT;
    if (docker && (image.isThere() || made(session, image, stages))) {
      return new DemoSandbox(session, Executor.Type.DOCKER);
    }
    boolean bubblewrap = found.getLast().state() == Finding.State.PRESENT;
    return new DemoSandbox(session, bubblewrap ? Executor.Type.BUBBLEWRAP : Executor.Type.LOCAL);
  }

  private static boolean made(Session session, SandboxImage image, Stages stages) {
    try {
      image.make(stages);
      return true;
    } catch (PartException e) {
      stages.close();
      session.console().err().println(e.getMessage());
      return false;
    }
  }

  /** Whether the program runs without protection. */
  boolean isNone() {
    return type == Executor.Type.LOCAL;
  }

  /** The team with this sandbox. */
  Blueprint in(Blueprint team) {
    List<Agent> agents =
        team.agents().stream()
            .map(
                agent ->
                    agent.way(Reply.ExecuteCode.class).isPresent()
                        ? agent.executor(Executor.DEFAULT.in(type))
                        : agent)
            .toList();
    return new Blueprint(
        team.format(),
        team.name(),
        team.description(),
        team.models(),
        agents,
        team.team(),
        team.budget());
  }

  /** {@code docker 28.2 (no network, 512 MB, 60 s)}; empty if it does not work after all. */
  Optional<String> describe() {
    return switch (type) {
      case LOCAL -> Optional.of("none here: the demo's own fixed program runs as a plain process");
      case DOCKER ->
          new SandboxImage(session.home().root(), session.environment())
              .engineVersion()
              .map(
                  version ->
                      "docker %s (no network, %d MB, %d s)"
                          .formatted(
                              version,
                              Limits.DEFAULT.memory() >> 20,
                              Limits.DEFAULT.time().toSeconds()));
      case BUBBLEWRAP -> bubblewrap();
    };
  }

  private Optional<String> bubblewrap() {
    try (Sandboxes sandboxes = new Sandboxes(SandboxSettings.DEFAULT, "demo")) {
      return Optional.of(sandboxes.pick(Executor.DEFAULT.in(type)).describe(Limits.DEFAULT, false));
    } catch (SandboxException e) {
      session.console().err().println(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
