package dev.parley.activities.code;

import java.util.List;
import java.util.Optional;

/**
 * A plain process of the worker's user in a temporary folder: no protection, only a time limit, a
 * bounded workspace and a white-listed environment. For workers that switched it on by name.
 */
public final class LocalSandbox extends ProcessSandbox {

  LocalSandbox(Scratch scratch) {
    super(scratch);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String describe(Limits limits, boolean network) {
    return "local (no protection, %d s)".formatted(limits.time().toSeconds());
  }

  @Override
  void require(Job job) {
    if (!job.packages().isEmpty()) {
      throw new SandboxRefused(
          "executor.packages: local runs what this machine has installed; use docker.");
    }
  }

  @Override
  void prepare(Places places) {
    // The code runs as the worker's own user.
  }

  @Override
  String workspace(Places places) {
    return places.workspace().toString();
  }

  @Override
  String code(Places places) {
    return places.code().toString();
  }

  @Override
  ProcessBuilder confine(List<String> command, Places places, Limits limits) {
    var builder = new ProcessBuilder(command).directory(places.workspace().toFile());
    Optional<String> path = Optional.ofNullable(System.getenv("PATH"));
    builder.environment().clear();
    builder.environment().put("PATH", path.orElse("/usr/local/bin:/usr/bin:/bin"));
    builder
        .environment()
        .putAll(Environment.of(limits, workspace(places), places.tmp().toString()));
    return builder;
  }
}
