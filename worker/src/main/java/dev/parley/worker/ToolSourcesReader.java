package dev.parley.worker;

import dev.parley.client.teamfile.SettingsMcp;
import dev.parley.client.teamfile.SettingsOpenApi;
import dev.parley.client.teamfile.SettingsSql;
import dev.parley.client.teamfile.TeamFileException;
import dev.parley.worker.WorkerSettings.ModelSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads {@code parley.mcp}, {@code parley.openapi} and {@code parley.sql}. */
final class ToolSourcesReader {

  private ToolSourcesReader() {}

  /**
   * What the file says; nothing, if there is none.
   *
   * @throws WorkerException.Invalid with file, line and key of the mistakes
   */
  static ToolSources read(SettingsSources sources, ModelSettings keys) {
    SettingsVariables variables = new SettingsVariables(keys);
    return sources.path().map(file -> read(file, variables)).orElse(ToolSources.NONE);
  }

  private static ToolSources read(Path file, SettingsVariables variables) {
    Path folder = file.toAbsolutePath();
    try {
      return new ToolSources(
          all(SettingsMcp.read(file), new McpSettingsReader(variables)::read),
          all(SettingsOpenApi.read(file), new OpenApiSettingsReader(folder, variables)::read),
          all(SettingsSql.read(file), new SqlSettingsReader(folder, variables)::read));
    } catch (TeamFileException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    }
  }

  private static <E, S> List<S> all(Map<String, E> entries, BiFunction<String, E, S> reader) {
    return entries.entrySet().stream()
        .map(entry -> reader.apply(entry.getKey(), entry.getValue()))
        .toList();
  }
}
