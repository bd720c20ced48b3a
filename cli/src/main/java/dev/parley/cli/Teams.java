package dev.parley.cli;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.ModelSpec;
import dev.parley.client.teamfile.Problem;
import dev.parley.client.teamfile.ReadOptions;
import dev.parley.client.teamfile.Reading;
import dev.parley.client.teamfile.TeamFile;
import dev.parley.client.teamfile.TeamFiles;
import dev.parley.client.view.Display;
import dev.parley.transcript.BlueprintStore;
import dev.parley.transcript.TranscriptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what TEAM names: a file, a published name, or a team that Parley brings along. */
final class Teams {

  private final Session session;

  Teams(Session session) {
    this.session = session;
  }

  /**
   * The team; warnings go to the console.
   *
   * @throws UsageException if there is none of that name
   * @throws dev.parley.client.teamfile.TeamFileException if its file is wrong
   */
  Blueprint get(String team, ReadOptions options) {
    if (isFile(team)) {
      return usable(TeamFile.read(Path.of(team), options));
    }
    return published(team, options)
        .or(() -> TeamFiles.builtin(team, options).map(this::usable))
        .orElseThrow(() -> unknown(team));
  }

  /** The reading of a file or of a built-in team; empty for a published one, which is no file. */
  Optional<Reading> reading(String team, ReadOptions options) {
    if (isFile(team)) {
      return Optional.of(TeamFile.read(Path.of(team), options));
    }
    return TeamFiles.builtin(team, options);
  }

  private Blueprint usable(Reading reading) {
    Blueprint blueprint = reading.orThrow();
    for (Problem warning : reading.warnings()) {
      session.console().err().println("warning: " + Display.line(warning.toString()));
    }
    return blueprint;
  }

  private static boolean isFile(String team) {
    return team.contains("/")
        || team.endsWith(".yaml")
        || team.endsWith(".yml")
        || team.endsWith(".json")
        || Files.isRegularFile(Path.of(team));
  }

  private Optional<Blueprint> published(String team, ReadOptions options) {
    if (!session.storeExists()) {
      return Optional.empty();
    }
    BlueprintStore store = session.reading().transcript().blueprints();
    try {
      Blueprint blueprint = store.get(store.resolve(team));
      if (!options.vars().isEmpty()) {
        throw new UsageException(
            "--var: %s is published, all of its variables are filled; run its file"
                .formatted(team));
      }
      return Optional.of(withModels(blueprint, options));
    } catch (TranscriptException.Unknown unknown) {
      return Optional.empty();
    }
  }

  private UsageException unknown(String team) {
    List<String> known = new ArrayList<>(TeamFiles.names());
    if (session.storeExists()) {
      session.reading().transcript().blueprints().published().stream()
          .map(BlueprintStore.Published::name)
          .filter(name -> !known.contains(name))
          .forEach(known::add);
    }
    return UsageException.unknown("there is neither a file nor a team", team, known);
  }

  /** A published team with other models. */
  private static Blueprint withModels(Blueprint blueprint, ReadOptions options) {
    Map<String, ModelSpec> replaced = new LinkedHashMap<>();
    options
        .everyModel()
        .ifPresent(
            written ->
                Stream.concat(
                        blueprint.models().keySet().stream(),
                        blueprint.agents().stream().flatMap(Agent::models))
                    .forEach(name -> replaced.put(name, parsed(written))));
    options
        .models()
        .forEach(
            (name, written) -> {
              if (!blueprint.models().containsKey(name)) {
                throw UsageException.unknown(
                    "--model: the team has no model",
                    name,
                    List.copyOf(blueprint.models().keySet()));
              }
              replaced.put(name, parsed(written));
            });
    return replaced.isEmpty() ? blueprint : blueprint.withModels(replaced);
  }

  private static ModelSpec parsed(String written) {
    try {
      return ModelSpec.parse(written);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--model: " + e.getMessage(), e);
    }
  }
}
