package dev.parley.worker;

import dev.parley.activities.mcp.McpServer;
import dev.parley.activities.tools.Tool;
import dev.parley.client.teamfile.SettingsMcp;
import dev.parley.client.teamfile.TeamFileException;
import dev.parley.worker.WorkerSettings.ModelSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the MCP servers of what the settings file says. */
final class McpSettingsReader {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private final SettingsSources sources;
  private final ModelSettings keys;

  McpSettingsReader(SettingsSources sources, ModelSettings keys) {
    this.sources = sources;
    this.keys = keys;
  }

  List<McpServer> read() {
    try {
      return sources
          .path()
          .map(
              file ->
                  SettingsMcp.read(file).entrySet().stream()
                      .map(entry -> server(entry.getKey(), entry.getValue()))
                      .toList())
          .orElseGet(List::of);
    } catch (TeamFileException e) {
      throw new WorkerException.Invalid(String.valueOf(e.getMessage()), e);
    }
  }

  private McpServer server(String name, SettingsMcp.Entry entry) {
    try {
      McpServer.Reach reach =
          entry
              .url()
              .<McpServer.Reach>map(
                  url ->
                      new McpServer.Remote(
                          URI.create(url), filled(entry, "headers", entry.headers())))
              .orElseGet(
                  () ->
                      new McpServer.Command(
                          entry.command(),
                          filled(entry, "env", entry.env()),
                          entry.folder().map(Path::of)));
      return new McpServer(name, reach, entry.timeout().orElse(Tool.DEFAULT_TIMEOUT));
    } catch (IllegalArgumentException e) {
      throw new WorkerException.Invalid("%s: %s".formatted(entry.place(), e.getMessage()), e);
    }
  }

  private Map<String, String> filled(
      SettingsMcp.Entry entry, String key, Map<String, String> written) {
    Map<String, String> all = new LinkedHashMap<>();
    written.forEach(
        (name, value) ->
            all.put(name, filled("%s.%s.%s".formatted(entry.place(), key, name), value)));
    return all;
  }

  private String filled(String place, String written) {
    Matcher names = VARIABLE.matcher(written);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(filled, Matcher.quoteReplacement(variable(place, names.group(1))));
    }
    return names.appendTail(filled).toString();
  }

  private String variable(String place, String name) {
    if (!keys.mayName(name)) {
      throw new WorkerException.Invalid(
          "%s: %s may not be named here; list it in %s"
              .formatted(place, name, Setting.KEY_VARIABLES.key()));
    }
    String value = keys.environment().getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new WorkerException.Invalid(
          "%s: %s is not set; set it for the worker".formatted(place, name));
    }
    return value;
  }
}
