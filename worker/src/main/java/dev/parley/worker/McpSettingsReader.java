package dev.parley.worker;

import dev.parley.activities.mcp.McpServer;
import dev.parley.activities.tools.Tool;
import dev.parley.client.teamfile.SettingsMcp;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Makes an MCP server of what the settings file says. */
record McpSettingsReader(SettingsVariables variables) {

  McpServer read(String name, SettingsMcp.Entry entry) {
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
    return variables.filled("%s.%s".formatted(entry.place(), key), written);
  }
}
